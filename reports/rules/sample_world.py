"""The invented customers of "Café Aurora": who they are, what they answer and what they write. Plain data."""

import random  # noqa: TID251 - an invented world, the same each time

BRAND = "Café Aurora"
DAYS = 182
CONTACTS = 2600
RESPONSE_RATE = 0.23
COMMENT_RATE = 0.4
OPEN_CASES = 14
OVERDUE_CASES = 3

# How often each score 0..10 is given: bumps at 5, 8 and 10, as real answers have.
SCORE_WEIGHTS = [22, 9, 14, 21, 28, 79, 101, 139, 179, 236, 376]
UNHAPPY_WEIGHTS = [60, 30, 40, 50, 50, 90, 80, 60, 50, 30, 30]

# Branch -> share of the contacts. One is falling, one is too small for a score of its own.
# What the property that names them is called, by the organisation's language.
BRANCH_WORDS = {"es": "sucursal", "en": "branch"}
BRANCHES = {"Centro": 0.335, "Norte": 0.27, "Online": 0.225, "Aeropuerto": 0.16, "Quiosco 3": 0.01}
FALLING_BRANCH = "Aeropuerto"
PLANS = {"Club": 0.3, "Ocasional": 0.7}
# Answers by weekday, Monday first: fewer at the weekend.
WEEKDAY_WEIGHTS = [1.2, 1.1, 1.0, 1.1, 1.2, 0.6, 0.5]

FIRST_NAMES = [
    "Lucía",
    "Martín",
    "Sofía",
    "Andrés",
    "Valentina",
    "Jorge",
    "Camila",
    "Iván",
    "Paula",
    "Óscar",
    "Marta",
    "Pedro",
    "Inés",
    "Raúl",
    "Ana",
    "Núria",
    "Gonzalo",
    "Beatriz",
    "Tomás",
    "Elena",
    "Hugo",
    "Carmen",
    "Joaquín",
    "Rocío",
    "Emilia",
    "Sebastián",
    "Daniela",
    "Mateo",
    "Julia",
    "Nicolás",
]
LAST_NAMES = [
    "García",
    "Muñoz",
    "Rodríguez",
    "Peña",
    "Gómez",
    "Ibáñez",
    "López",
    "Ordóñez",
    "Pérez",
    "Núñez",
    "Castaño",
    "Rojas",
    "Suárez",
    "Vélez",
    "Quiñones",
    "Ríos",
    "Álvarez",
    "Zúñiga",
    "Herrera",
    "Cárdenas",
    "Mejía",
    "Salazar",
    "Duarte",
    "Acevedo",
]

# In the order of followup's suggested causes.
CAUSE_WEIGHTS = [3, 6, 4, 5, 2, 2, 1]

COMMENTS = {
    "es": {
        "detractor": [
            "El pedido llegó equivocado y nadie pidió disculpas.",
            "La app me cobró dos veces y nadie responde el correo",
            "El café llegó frío otra vez 😕",
            "Muy caro para lo que es. Antes valía la pena.",
            "La chica de la caja ni me miró",
            "llevo 3 dias esperando el reembolso!!! una verguenza",
            "El local del aeropuerto es un desastre, siempre falta algo",
            "Pésimo. No vuelvo.",
            "Llámenme al 300 555 0147, quiero mi dinero de vuelta",
            "¿Cuándo abren en Medellín?",
        ],
        "passive": [
            "Todo bien, pero el envío es caro para pedidos pequeños.",
            "Buen café, poca variedad de cosas sin azúcar",
            "Correcto, sin más.",
            "Está bien, podrían abrir más temprano",
            "El wifi no funciona casi nunca",
            "bien en general",
        ],
        "promoter": [
            "Iván siempre es amable. Volveré.",
            "¡El mejor flat white de la ciudad! ☕❤️",
            "Rápidos y muy simpáticos, gracias",
            "Me encanta la tarta de guayaba",
            "Nunca fallan, y la app es muy cómoda",
            "Ambiente tranquilo para trabajar",
            "Resolvieron mi reclamo en el día, un 10",
        ],
    },
    "en": {
        "detractor": [
            "The order was wrong. Nobody said sorry.",
            "The app charged me twice.",
            "Cold coffee, again.",
            "Way too expensive now",
        ],
        "passive": [
            "Good, but delivery is dear for small orders.",
            "Nice place, but few seats",
            "Fine. Nothing special.",
        ],
        "promoter": [
            "Iván is always so kind. I will be back.",
            "Best flat white in town!",
            "Quick and friendly, never had a problem",
            "love the guava cake :)",
        ],
    },
}

# What was mended: a second till at noon. So many customers complained of the wait before it, and answer again after.
MENDED_DAYS_AGO = 75
WAITERS = 44
WAITERS_BACK = 0.8
WAITERS_AFTER_WEIGHTS = [0, 0, 0, 1, 1, 3, 6, 14, 20, 26, 29]
# How often a comment is about the wait, before and after, by what the number is.
ABOUT_THE_WAIT = {
    False: {"detractor": 0.28, "passive": 0.2, "promoter": 0.0},
    True: {"detractor": 0.04, "passive": 0.06, "promoter": 0.14},
}
WAITING = {
    "es": {
        "detractor": [
            "Esperé 25 minutos por un café. Nadie pidió disculpas.",
            "La fila al mediodía es eterna, llegué tarde a la oficina",
            "Mucha espera y una sola caja abierta.",
        ],
        "passive": [
            "Buen café, pero la espera es larga al mediodía.",
            "Rico todo, aunque la fila a la una es demasiado lenta",
        ],
        "promoter": [
            "Antes había fila, ahora me atienden rápido, sin espera. Gracias.",
            "Muy rápidos con la segunda caja, sin espera al mediodía",
        ],
    },
    "en": {
        "detractor": ["Waited 25 minutes for a coffee.", "The queue at noon takes forever"],
        "passive": ["Good coffee, but a long wait at lunch time"],
        "promoter": ["No more waiting in line at noon, very fast now"],
    },
}


def comment(rng: random.Random, language: str, category: str, *, mended: bool, waited: bool = False) -> str:
    """What somebody writes; `waited` wrote of nothing but the wait."""
    if waited or rng.random() < ABOUT_THE_WAIT[mended][category]:
        return rng.choice(WAITING[language][category])
    return rng.choice(COMMENTS[language][category])
