"""The standard texts of a survey in each language, and what a complete set of texts is.

There is no official translation of the question; these are ours. {brand} never follows an article,
because "la" or "el" would be wrong for half of all names.
"""

from collections.abc import Iterable, Mapping

LANGUAGES = {"es": "Español", "en": "English"}
TU, USTED = "tu", "usted"
FRIENDS, COLLEAGUE, OWN = "a", "b", "own"

KEYS = (
    "question",
    "low",
    "high",
    "prompt",
    "prompt_detractor",
    "prompt_passive",
    "prompt_promoter",
    "thanks_detractor",
    "thanks_passive",
    "thanks_promoter",
    "subject",
    "intro",
    "reminder_subject",
    "reminder_intro",
    "sms",
    "sms_link",
)
# What an SMS says where people can answer it, and where its sender is a mere name: surveys/rules/sms_text.py.
SMS_KEYS = ("sms", "sms_link")
# The ends of the scale belong to the question as it is asked everywhere; changing them ends all comparison.
FIXED = ("low", "high")
OWN_KEYS = tuple(key for key in KEYS if key not in FIXED)
MAY_BE_EMPTY = ("intro",)
LONGEST = {
    "sms": 480,
    "sms_link": 480,
    "question": 300,
    "subject": 120,
    "intro": 600,
    "reminder_subject": 120,
    "reminder_intro": 600,
}
LONGEST_OTHER = 200

_QUESTIONS = {
    ("es", TU, FRIENDS): (
        "Pensando en tu experiencia completa con {brand}, "
        "¿qué tan probable es que nos recomiendes a tus amigos y familiares?"
    ),
    ("es", USTED, FRIENDS): (
        "Pensando en su experiencia completa con {brand}, "
        "¿qué tan probable es que nos recomiende a sus amigos y familiares?"
    ),
    ("es", TU, COLLEAGUE): "¿Qué tan probable es que recomiendes {brand} a un amigo o colega?",
    ("es", USTED, COLLEAGUE): "¿Qué tan probable es que recomiende {brand} a un amigo o colega?",
    ("en", TU, FRIENDS): (
        "Thinking about your complete experience with {brand}, "
        "how likely are you to recommend us to your friends and family?"
    ),
    ("en", TU, COLLEAGUE): "How likely are you to recommend {brand} to a friend or colleague?",
}

_TEXTS = {
    ("es", TU): {
        "low": "Nada probable",
        "high": "Extremadamente probable",
        "prompt": "¿Cuál es el motivo principal de tu nota?",
        "prompt_detractor": "¿Qué deberíamos mejorar primero?",
        "prompt_passive": "¿Qué tendríamos que hacer para que fuera un 10?",
        "prompt_promoter": "¿Qué es lo que más valoras?",
        "thanks_detractor": "Gracias por contárnoslo. Leemos todas las respuestas.",
        "thanks_passive": "Gracias. Vamos a por ese 10.",
        "thanks_promoter": "¡Gracias! Nos alegra mucho.",
        "subject": "Una pregunta sobre {brand}",
        "intro": "Hola {first_name}, nos ayudas mucho con un solo clic: elige un número del 0 al 10.",
        "reminder_subject": "Recordatorio: una pregunta sobre {brand}",
        "reminder_intro": (
            "Hola {first_name}, hace unos días te pedimos tu opinión y nos encantaría conocerla. "
            "Basta un clic, y este es el único recordatorio."
        ),
        "sms": "{question} Responde de 0 a 10 o abre {link} No recibir otros: BAJA",
        "sms_link": "{question} Responde en {link} No recibir otros: {leave}",
    },
    ("es", USTED): {
        "low": "Nada probable",
        "high": "Extremadamente probable",
        "prompt": "¿Cuál es el motivo principal de su nota?",
        "prompt_detractor": "¿Qué deberíamos mejorar primero?",
        "prompt_passive": "¿Qué tendríamos que hacer para que fuera un 10?",
        "prompt_promoter": "¿Qué es lo que más valora?",
        "thanks_detractor": "Gracias por contárnoslo. Leemos todas las respuestas.",
        "thanks_passive": "Gracias. Vamos a por ese 10.",
        "thanks_promoter": "¡Gracias! Nos alegra mucho.",
        "subject": "Una pregunta sobre {brand}",
        "intro": "Hola {first_name}, nos ayuda mucho con un solo clic: elija un número del 0 al 10.",
        "reminder_subject": "Recordatorio: una pregunta sobre {brand}",
        "reminder_intro": (
            "Hola {first_name}, hace unos días le pedimos su opinión y nos encantaría conocerla. "
            "Basta un clic, y este es el único recordatorio."
        ),
        "sms": "{question} Responda de 0 a 10 o abra {link} No recibir otros: BAJA",
        "sms_link": "{question} Responda en {link} No recibir otros: {leave}",
    },
    ("en", TU): {
        "low": "Not at all likely",
        "high": "Extremely likely",
        "prompt": "What is the main reason for your score?",
        "prompt_detractor": "What should we improve first?",
        "prompt_passive": "What would it take to make it a 10?",
        "prompt_promoter": "What do you value most?",
        "thanks_detractor": "Thank you for telling us. We read every answer.",
        "thanks_passive": "Thank you. We are going for that 10.",
        "thanks_promoter": "Thank you! We are delighted.",
        "subject": "One question about {brand}",
        "intro": "Hello {first_name}, one click helps us a lot: choose a number from 0 to 10.",
        "reminder_subject": "Reminder: one question about {brand}",
        "reminder_intro": (
            "Hello {first_name}, a few days ago we asked for your opinion, and we would love to hear it. "
            "One click is enough, and this is the only reminder."
        ),
        "sms": "{question} Reply 0 to 10, or open {link} No more of these: reply STOP",
        "sms_link": "{question} Answer at {link} No more of these: {leave}",
    },
}


def standard(language: str, *, address: str = TU, wording: str = COLLEAGUE) -> dict[str, str]:
    """All standard texts in one language. English has one form of address; own wording starts from the colleague's."""
    address = address if (language, address) in _TEXTS else TU
    wording = wording if wording in (FRIENDS, COLLEAGUE) else COLLEAGUE
    return {"question": _QUESTIONS[language, address, wording], **_TEXTS[language, address]}


def complete(
    languages: Iterable[str], own: Mapping[str, Mapping[str, str]], *, address: str, wording: str
) -> dict[str, dict[str, str]]:
    """What customers see in each language: own texts where there are any, the standard ones elsewhere.

    An own question counts only where the wording is one's own, so that switching back is one click.
    """
    texts = {}
    for language in languages:
        chosen = standard(language, address=address, wording=wording)
        for key, text in own.get(language, {}).items():
            if key in OWN_KEYS and text and (key != "question" or wording == OWN):
                chosen[key] = text
        texts[language] = chosen
    return texts


def missing(texts: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Pairs of language and key without which a survey cannot be published."""
    return [
        (language, key)
        for language, of_language in texts.items()
        for key in KEYS
        if key not in MAY_BE_EMPTY and not of_language.get(key, "").strip()
    ]


def of_reminder(texts: Mapping[str, str], *, language: str, address: str) -> dict[str, str]:
    """The same texts with the reminder's subject and first sentence instead of the invitation's.

    A version that was frozen before reminders had their own gets the standard ones.
    """
    plain = standard(language, address=address)
    own = {key: texts.get(f"reminder_{key}") or plain[f"reminder_{key}"] for key in ("subject", "intro")}
    return {**texts, **own}
