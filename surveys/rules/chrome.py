"""The words around the question on the public page, in the survey's language and form of address.

Not in the gettext catalogues: they follow the survey's languages and its "tú" or "usted", not the
interface's, and the public page must not wait for catalogues.
"""

from surveys.rules.texts import TU, USTED

_ES = {
    "scale_hint": "0 es “{low}”, 10 es “{high}”",
    "optional": "opcional",
    "contact_label": "Quiero que alguien me contacte por esto",
    "send": "Enviar",
    "sending": "Enviando…",
    "saved": "Guardado: {score}",
    "edit_notice": "Ya respondiste. Cambia lo que quieras y envíalo de nuevo.",
    "edit_comment": "Si dejaste un comentario, se conserva hasta que escribas otro.",
    "privacy_identified": "{brand} verá tu respuesta junto con tu nombre para poder responderte.",
    "privacy_anonymous": "No guardamos tu nombre, tu correo ni tu dirección IP con esta respuesta.",
    "error_title": "Falta algo",
    "error_score": "Elige un número del 0 al 10.",
    "error_comment": "El comentario es demasiado largo: caben {most} caracteres y escribiste {count}. Acórtalo.",
    "error_busy": "Hubo demasiados envíos seguidos. Espera unos minutos y envíalo de nuevo; tu respuesta sigue aquí.",
    "reward_for_all": "Es para quien responda, sea cual sea la nota.",
    "thanks_title": "Gracias",
    "thanks_score": "Tu respuesta: {score}",
    "thanks_contact": "Alguien de {brand} se pondrá en contacto contigo.",
    "thanks_edit": "Cambiar mi respuesta",
    "closed_title": "Esta encuesta está cerrada",
    "closed_text": "El plazo para responder ya pasó. Gracias por tu interés.",
    "late_title": "Tu respuesta ya está guardada",
    "late_text": "El plazo para cambiarla ya pasó. Gracias.",
    "sample": "Datos de muestra: lo que envíes aquí no se guarda.",
    "preview": "Vista previa: aquí no se guarda nada.",
    "language": "Idioma",
}
_ES_USTED = {
    **_ES,
    "edit_notice": "Ya respondió. Cambie lo que quiera y envíelo de nuevo.",
    "edit_comment": "Si dejó un comentario, se conserva hasta que escriba otro.",
    "privacy_identified": "{brand} verá su respuesta junto con su nombre para poder responderle.",
    "privacy_anonymous": "No guardamos su nombre, su correo ni su dirección IP con esta respuesta.",
    "error_score": "Elija un número del 0 al 10.",
    "error_comment": "El comentario es demasiado largo: caben {most} caracteres y escribió {count}. Acórtelo.",
    "error_busy": "Hubo demasiados envíos seguidos. Espere unos minutos y envíelo de nuevo; su respuesta sigue aquí.",
    "thanks_score": "Su respuesta: {score}",
    "thanks_contact": "Alguien de {brand} se pondrá en contacto con usted.",
    "closed_text": "El plazo para responder ya pasó. Gracias por su interés.",
    "late_title": "Su respuesta ya está guardada",
    "sample": "Datos de muestra: lo que envíe aquí no se guarda.",
}
_EN = {
    "scale_hint": "0 is “{low}”, 10 is “{high}”",
    "optional": "optional",
    "contact_label": "I would like someone to contact me about this",
    "send": "Send",
    "sending": "Sending…",
    "saved": "Saved: {score}",
    "edit_notice": "You have already answered. Change what you like and send it again.",
    "edit_comment": "If you left a comment, it stays until you write another one.",
    "privacy_identified": "{brand} will see your answer with your name, so that they can reply to you.",
    "privacy_anonymous": "We do not keep your name, your e-mail address or your IP address with this answer.",
    "error_title": "Something is missing",
    "error_score": "Choose a number from 0 to 10.",
    "error_comment": "The comment is too long: {most} characters fit, you wrote {count}. Please shorten it.",
    "error_busy": "Too many answers in a row. Wait a few minutes and send it again; your answer is still here.",
    "reward_for_all": "It is for everybody who answers, whatever the score.",
    "thanks_title": "Thank you",
    "thanks_score": "Your answer: {score}",
    "thanks_contact": "Someone from {brand} will contact you.",
    "thanks_edit": "Change my answer",
    "closed_title": "This survey is closed",
    "closed_text": "The time to answer is over. Thank you for your interest.",
    "late_title": "Your answer is stored",
    "late_text": "The time to change it is over. Thank you.",
    "sample": "Sample data: nothing you send here is stored.",
    "preview": "Preview: nothing is stored here.",
    "language": "Language",
}
CHROME = {("es", TU): _ES, ("es", USTED): _ES_USTED, ("en", TU): _EN, ("en", USTED): _EN}


def chrome(language: str, address: str = TU) -> dict[str, str]:
    """The words around the question. A language without its own words gets the English ones."""
    return CHROME.get((language, address), _EN)
