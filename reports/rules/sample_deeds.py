"""What the invented café asked, offered and mended beyond its survey, in words and chances. Plain data."""

# What holds customers back, by how often it is said; what they miss; whom else they buy from.
BARRIERS = {
    "price": 34,
    "delivery": 21,
    "no_need": 16,
    "stock": 13,
    "elsewhere": 9,
    "process": 5,
    "other": 4,
}
OTHERS = ("No hay dónde estacionar", "Cierran muy temprano")
NEEDS = {
    "Leche de avena sin costo extra": 9,
    "Café descafeinado en grano": 7,
    "Cosas sin azúcar": 6,
    "Abrir antes de las 7": 5,
    "Suscripción cada dos semanas": 4,
    "Un lugar para cargar el portátil": 2,
    "Cursos de barismo": 1,
}
RIVALS = {"Tostadores del Sur": 5, "La Esquina Café": 3, "Molino Alto": 1.5}
RIVAL_WEIGHTS = [14, 7, 10, 14, 18, 60, 76, 110, 140, 130, 150]
RIVAL_MOST = {"us": 5, "them": 3, "same": 2}  # where they buy most
ASKED_RATE = 0.3  # of those who answered, so many answer one of the questions

# Title, details, theme or place among the suggested causes, days until it is due.
OPEN_IMPROVEMENTS = (
    (
        "Envío más barato para pedidos pequeños",
        "Probar un envío a mitad de precio desde 40.000 pesos en Centro y Norte.",
        "price",
        None,
        20,
    ),
    ("Pedidos completos y a tiempo", "Revisar cada pedido con la lista antes de cerrar la bolsa.", "", 1, -4),
)
DONE_TITLE = "Menos espera al mediodía"
DONE_DETAILS = "Una segunda caja de 12 a 14 h, y pedidos por adelantado en la app."
DONE_NOTE = "Desde hoy hay una segunda caja de 12 a 14 h, y en la app se puede pedir por adelantado."
DONE_THEME = "wait_times"
DONE_BEGAN_DAYS_AGO = 110

SHOP = "https://cafe-aurora.example/tienda"
OFFER = "Envío gratis esta semana"
OFFER_TEXTS = {
    "es": {
        "subject": "{first_name}, esta semana el envío va por nuestra cuenta",
        "body": "Hola {first_name}:\n\nHasta el domingo te llevamos tu café sin costo de envío.\n\n{brand}",
        "button": "Ir a la tienda",
    }
}
OFFER_DAYS_AGO, OFFER_WINDOW, OFFER_HELD = 60, 45, 30
OFFER_SELLS = 0.13  # so many of those who got it buy once more than they would have
REMINDER_TEXTS = {
    "es": {
        "subject": "{first_name}, ¿se te está acabando el café?",
        "body": "Hola {first_name}:\n\nPor la fecha, ya casi te toca pedir {product} otra vez.\n\n{brand}",
        "button": "Pedir de nuevo",
    }
}
REMINDED = 60
# Why some were not reminded, of a hundred.
NOT_REMINDED = {"": 78, "open_case": 8, "answered_just_now": 8, "unsubscribed": 4, "offered_recently": 2}

# Of promoters of the last half year, so many were spoken to, and what came of it.
TOUCHED = 0.3
TOUCH_RESULTS = {"interested": 34, "later": 27, "no": 9, "no_answer": 30}
TOUCH_SELLS = 0.4  # of those who were interested
NOTES = ("Le gusta el tueste claro", "Llamar después del 15", "Quiere probar la suscripción", "")

LINKS = 0.06  # so many of those who answer ask for a link for friends
LINK_OPENED = (0, 0, 1, 1, 2, 3, 5)
LINK_EARNS = {True: 0.4, False: 0.1}  # where it was opened: of promoters, of others

QUOTES = (
    "El único café de la ciudad donde me reciben por mi nombre. Por eso vuelvo.",
    "La suscripción llega siempre a tiempo y recién tostada.",
    "Trabajo aquí dos tardes por semana: buen café, buena luz y nadie te apura.",
)
CONSENT = "Café Aurora puede publicar estas palabras con el nombre que escribí."
