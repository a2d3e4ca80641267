"""The words of the questions below the thank-you, in the survey's language and form of address."""

from collections.abc import Mapping

from surveys.rules.texts import TU, USTED

# What may hold somebody back, in the order in which it is offered.
BARRIERS = ("price", "process", "stock", "delivery", "no_need", "elsewhere", "other")
OTHER = "other"
# Where somebody who buys from another company, too, buys most.
MOST = ("us", "same", "them")

_ES = {
    "extra_title": "Una cosa más, si quieres",
    "extra_kept": "Guardado. Gracias.",
    "extra_send": "Guardar",
    "extra_error": "Elige o escribe algo antes de guardar.",
    "extra_error_choice": "Elige una de las opciones.",
    "extra_error_long": "Es demasiado largo: caben {most} caracteres y escribiste {count}.",
    "barrier": "¿Qué te frena para comprarnos más?",
    "barrier_price": "El precio",
    "barrier_process": "Comprar es complicado",
    "barrier_stock": "No había lo que buscaba",
    "barrier_delivery": "La entrega",
    "barrier_no_need": "Ahora no lo necesito",
    "barrier_elsewhere": "Ya lo compré en otro lugar",
    "barrier_other": "Otra cosa",
    "need": "¿Qué te hace falta que no ofrezcamos?",
    "rival": "¿A quién más le compras?",
    "rival_score": "¿Con qué probabilidad le recomendarías esa empresa a un amigo o colega?",
    "rival_ends": "0 = nada probable, 10 = muy probable",
    "most": "¿Dónde compras más?",
    "most_us": "Con nosotros",
    "most_same": "Más o menos igual",
    "most_them": "Con esa otra empresa",
    "rival_error": "Elige un número del 0 al 10 para esa empresa.",
}
_ES_USTED = {
    **_ES,
    "extra_title": "Una cosa más, si quiere",
    "extra_error": "Elija o escriba algo antes de guardar.",
    "extra_error_choice": "Elija una de las opciones.",
    "extra_error_long": "Es demasiado largo: caben {most} caracteres y escribió {count}.",
    "barrier": "¿Qué le frena para comprarnos más?",
    "need": "¿Qué le hace falta que no ofrezcamos?",
    "rival": "¿A quién más le compra?",
    "rival_score": "¿Con qué probabilidad le recomendaría esa empresa a un amigo o colega?",
    "most": "¿Dónde compra más?",
    "rival_error": "Elija un número del 0 al 10 para esa empresa.",
}
_EN = {
    "extra_title": "One more thing, if you like",
    "extra_kept": "Saved. Thank you.",
    "extra_send": "Save",
    "extra_error": "Choose or write something before you save.",
    "extra_error_choice": "Choose one of the options.",
    "extra_error_long": "It is too long: {most} characters fit, you wrote {count}.",
    "barrier": "What keeps you from buying from us more often?",
    "barrier_price": "The price",
    "barrier_process": "Buying is complicated",
    "barrier_stock": "What I wanted was not available",
    "barrier_delivery": "The delivery",
    "barrier_no_need": "I do not need it at the moment",
    "barrier_elsewhere": "I have bought it elsewhere",
    "barrier_other": "Something else",
    "need": "What do you miss that we do not offer?",
    "rival": "Who else do you buy from?",
    "rival_score": "How likely are you to recommend that company to a friend or colleague?",
    "rival_ends": "0 = not at all likely, 10 = extremely likely",
    "most": "Where do you buy most?",
    "most_us": "From us",
    "most_same": "About the same",
    "most_them": "From that other company",
    "rival_error": "Choose a number from 0 to 10 for that company.",
}
WORDS = {("es", TU): _ES, ("es", USTED): _ES_USTED, ("en", TU): _EN, ("en", USTED): _EN}


def extra_words(language: str, address: str = TU) -> Mapping[str, str]:
    """The words in a language; one without its own gets the English ones."""
    return WORDS.get((language, address), _EN)
