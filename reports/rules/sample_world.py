"""The invented customers of "Café Aurora": who they are, what they answer and what they write. Plain data."""

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
            "Esperé 25 minutos y el pedido llegó equivocado. Nadie pidió disculpas.",
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
            "Correcto. La espera algo larga al mediodía.",
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
            "Waited 25 minutes and the order was wrong. Nobody said sorry.",
            "The app charged me twice.",
            "Cold coffee, again.",
            "Way too expensive now",
        ],
        "passive": [
            "Good, but delivery is dear for small orders.",
            "Nice place, slow at lunch time",
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
