import pytest

from delivery.rules.sms_words import wish_of


@pytest.mark.parametrize(
    "text", ["STOP", "stop", " Stop. ", "S T O P", "StopAll", "stop all", "UNSUBSCRIBE!", "cancel", "End", "quit",
             "«BAJA»", "baja", "Alto", "PARAR", "salir", "Darme de baja", "no más", "NO MÁS MENSAJES", "cancelar"],
)  # fmt: skip
def test_stop(text):
    assert wish_of(text) == "stop"


@pytest.mark.parametrize("text", ["START", "alta", "Unstop", "iniciar"])
def test_start(text):
    assert wish_of(text) == "start"


@pytest.mark.parametrize(
    "text", ["", "9", "please stop calling me", "La baja calidad", "10 stop", "restart", "weekend", "si"]
)
def test_neither(text):
    assert wish_of(text) is None
