"""The words of what the thank-you page offers, in the survey's language and form of address.

Everybody who answered reads the same ones: nothing here knows a score, and nothing may.
"""

from surveys.rules.texts import TU, USTED

_ES = {
    "share_title": "Compártelo",
    "share_text": "Conoce {brand}:",
    "share_more": "Compartir…",
    "share_mail": "Correo",
    "share_copy": "Copiar el enlace",
    "share_copied": "Copiado",
    "share_link": "Enlace para compartir",
    "review_title": "Tu opinión en público",
    "review_text": "Si quieres, cuenta también ahí lo que piensas, sea lo que sea. No se da nada a cambio.",
    "review_link": "Escribir en {name}",
    "reward_title": "Por tu respuesta",
    "reward_button": "Ver mi código",
    "reward_yours": "Tu código",
    "reward_keep": "Es solo para ti. Si vuelves a abrir esta página, aquí sigue.",
    "reward_gone": "Ya no quedan códigos: se entregaron todos. Sentimos que no alcanzara para ti.",
    "friend_title": "Recomienda {brand}",
    "friend_text": "Con un enlace solo tuyo, {brand} sabe que alguien llegó gracias a ti.",
    "friend_button": "Quiero mi enlace",
    "friend_visit": "Alguien que ya es cliente te recomienda {brand}",
    "friend_go": "Ver {brand}",
    "friend_privacy": "De ti no se guarda nada: el enlace solo lleva el código de quien te lo mandó.",
    "quote_title": "¿Podemos citar tus palabras?",
    "quote_link": "Escribir unas palabras",
    "quote_text": "{brand} publicaría lo que escribas aquí, y nada más: ni tu respuesta ni tus datos.",
    "quote_label": "Tus palabras",
    "quote_name": "Cómo quieres que te nombremos",
    "quote_consent": "Permito a {brand} publicar estas palabras con el nombre que escribí, o sin nombre si no escribí "
    "ninguno. Puedo retirar el permiso cuando quiera en esta misma página.",
    "quote_given": "Gracias: {brand} puede publicar tus palabras. Puedes retirar el permiso cuando quieras.",
    "quote_withdraw": "Retirar el permiso",
    "quote_missing": "Escribe tus palabras.",
    "quote_long": "Es demasiado largo: caben {most} caracteres y escribiste {count}.",
    "quote_unticked": "Marca la casilla; sin tu permiso no se publica nada.",
    "back": "Volver",
}
_ES_USTED = {
    **_ES,
    "share_title": "Compártalo",
    "share_text": "Conozca {brand}:",
    "friend_title": "Recomiende {brand}",
    "friend_text": "Con un enlace solo suyo, {brand} sabe que alguien llegó gracias a usted.",
    "friend_visit": "Alguien que ya es cliente le recomienda {brand}",
    "friend_privacy": "De usted no se guarda nada: el enlace solo lleva el código de quien se lo mandó.",
    "quote_title": "¿Podemos citar sus palabras?",
    "quote_text": "{brand} publicaría lo que escriba aquí, y nada más: ni su respuesta ni sus datos.",
    "quote_label": "Sus palabras",
    "quote_name": "Cómo quiere que le nombremos",
    "quote_given": "Gracias: {brand} puede publicar sus palabras. Puede retirar el permiso cuando quiera.",
    "quote_missing": "Escriba sus palabras.",
    "quote_long": "Es demasiado largo: caben {most} caracteres y escribió {count}.",
    "quote_unticked": "Marque la casilla; sin su permiso no se publica nada.",
    "review_title": "Su opinión en público",
    "review_text": "Si quiere, cuente también ahí lo que piensa, sea lo que sea. No se da nada a cambio.",
    "reward_title": "Por su respuesta",
    "reward_yours": "Su código",
    "reward_keep": "Es solo para usted. Si vuelve a abrir esta página, aquí sigue.",
    "reward_gone": "Ya no quedan códigos: se entregaron todos. Sentimos que no alcanzara para usted.",
}
_EN = {
    "share_title": "Share it",
    "share_text": "Have a look at {brand}:",
    "share_more": "Share…",
    "share_mail": "E-mail",
    "share_copy": "Copy the link",
    "share_copied": "Copied",
    "share_link": "Link to share",
    "review_title": "Your opinion in public",
    "review_text": "If you like, say there what you think as well, whatever it is. Nothing is given in return.",
    "review_link": "Write on {name}",
    "reward_title": "For your answer",
    "reward_button": "Show my code",
    "reward_yours": "Your code",
    "reward_keep": "It is yours alone. Open this page again and it is still here.",
    "reward_gone": "No code is left: all of them were given out. We are sorry that none was left for you.",
    "friend_title": "Recommend {brand}",
    "friend_text": "With a link of your own, {brand} knows that somebody came thanks to you.",
    "friend_button": "Give me my link",
    "friend_visit": "Somebody who is a customer recommends {brand} to you",
    "friend_go": "See {brand}",
    "friend_privacy": "Nothing about you is kept: the link only carries the code of whoever sent it.",
    "quote_title": "May we quote you?",
    "quote_link": "Write a few words",
    "quote_text": "{brand} would publish what you write here, and nothing else: neither your answer nor your data.",
    "quote_label": "Your words",
    "quote_name": "How you want to be named",
    "quote_consent": "I allow {brand} to publish these words with the name I wrote, or without a name if I wrote none. "
    "I can withdraw this at any time on this page.",
    "quote_given": "Thank you: {brand} may publish your words. You can withdraw this at any time.",
    "quote_withdraw": "Withdraw it",
    "quote_missing": "Write your words.",
    "quote_long": "This is too long: {most} characters fit, you wrote {count}.",
    "quote_unticked": "Tick the box; nothing is published without your consent.",
    "back": "Back",
}
_WORDS = {("es", TU): _ES, ("es", USTED): _ES_USTED, ("en", TU): _EN, ("en", USTED): _EN}


def after_words(language: str, address: str = TU) -> dict[str, str]:
    """The words in one language. A language without its own words gets the English ones."""
    return _WORDS.get((language, address), _EN)
