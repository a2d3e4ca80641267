import pytest

from delivery.rules.segments import measure
from delivery.rules.sms_words import wish_of
from surveys.channels.sms import length_of
from surveys.rules import texts
from surveys.rules.sms_text import ask_again, ask_why, faults_of, frozen_sms, personal_sms, sms_of

SETS = [("es", "tu"), ("es", "usted"), ("en", "tu")]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://nps.example.com"


def frozen(language, address="tu", wording="b", key="sms", brand="Acme"):
    chosen = texts.standard(language, address=address, wording=wording)
    return frozen_sms(chosen[key], question=chosen["question"], plain_letters=False).replace("{brand}", brand)


@pytest.mark.parametrize(("language", "address"), SETS)
def test_the_standard_text_is_one_sms_where_people_can_reply(language, address):
    length = length_of(frozen(language, address), brand="Acme")
    assert (length.segments, length.alphabet) == (1, "GSM-7")


@pytest.mark.parametrize(("language", "address"), SETS)
@pytest.mark.parametrize("key", texts.SMS_KEYS)
@pytest.mark.parametrize("wording", ["a", "b"])
def test_the_standard_texts_lack_nothing(language, address, key, wording):
    text = frozen(language, address, wording, key)
    length = length_of(text, brand="Acme")
    assert faults_of(text, brand="Acme", answers=key == "sms", length=length) == []
    assert length.segments <= 2


@pytest.mark.parametrize(
    ("text", "answers", "faults"),
    [
        ("Acme: 0-10? STOP", True, []),
        ("ACMÉ 0-10? Responde. Para salir: BAJA", True, []),
        ("0-10? STOP", True, ["no_sender"]),
        ("Acme: 0-10?", True, ["no_opt_out"]),
        ("Acme: 0-10? {leave}", True, []),
        ("Acme: {link} STOP", False, ["no_opt_out"]),  # nobody can reply STOP to a name
        ("Acme: {leave}", False, ["no_link"]),
        ("Acme: {link} {leave}", False, []),
        ("Acme STOP " + "x" * 460, True, ["too_long"]),
    ],
)
def test_what_an_own_text_may_not_lack(text, answers, faults):
    assert faults_of(text, brand="Acme", answers=answers, length=measure(text)) == faults


def test_without_accents_if_so_wished():
    assert (
        frozen_sms("{question} Número {link}", question="¿Así?", plain_letters=True) == "¿Asi? Numero {link}"
    )
    assert frozen_sms("{question}", question="¿Así?", plain_letters=False) == "¿Así?"


def test_a_name_does_not_make_a_text_longer_than_it_is():
    personal = personal_sms("Hola {first_name}, {link}", brand="Acme", first_name="María", link="L", leave="")
    assert personal == "Hola Maria, L"
    assert personal_sms("Así, {first_name}", brand="", first_name="María", link="", leave="") == "Así, María"
    assert personal_sms("Hola {first_name}, {link}", brand="", first_name="", link="L", leave="") == "Hola, L"


def test_a_version_that_was_frozen_before_sms_asks_its_own_question():
    old = {"question": "¿Nos recomiendas?", "prompt": "?"}
    text = sms_of(old, answers=True, language="es", address="usted", is_reminder=True)
    assert text.startswith("Recordatorio: ¿Nos recomiendas? Responda de 0 a 10")
    assert "{leave}" in sms_of(old, answers=False, language="en", address="tu")


@pytest.mark.parametrize(("language", "address"), SETS)
def test_what_is_said_in_return_is_short_and_no_command(language, address):
    written = texts.standard(language, address=address)
    for category in ("detractor", "passive", "promoter"):
        why = ask_why(written, score=7, category=category, language=language, address=address)
        assert measure(why).segments == 1
        assert "7" in why
        assert wish_of(why) is None
    hint = ask_again(brand="Acme", language=language, address=address)
    assert measure(hint).segments == 1
    assert "Acme" in hint
