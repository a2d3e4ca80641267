"""What Django and allauth say to the reader, they say in our words: with "tú"."""

import re
from gettext import GNUTranslations
from pathlib import Path

import allauth
import django
import pytest
from django import forms
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from nps_app.lib.borrowed_words import BORROWED

CATALOGUES = [
    Path(allauth.__file__).parent,
    Path(django.__file__).parent / "conf",
    Path(django.__file__).parent / "contrib/auth",
]
USTED = re.compile(
    r"\b(usted|su|sus|introduzca|ingrese|escriba|asegúrese|escoja|inténtelo|regístrese|desea"
    r"|no puede (?:eliminar|añadir|activar))\b",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def _keep_language():
    """A page in Spanish must not leave the next test in Spanish."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture(scope="module")
def known():
    texts = set()
    for folder in CATALOGUES:
        with (folder / "locale/es/LC_MESSAGES/django.mo").open("rb") as file:
            entries = GNUTranslations(file)._catalog
        texts |= {key[0] if isinstance(key, tuple) else key for key in entries}
    return texts


@pytest.mark.parametrize("text", BORROWED)
def test_a_text_is_still_theirs(text, known):
    assert text in known


@pytest.mark.parametrize("text", BORROWED)
def test_a_text_says_tu(text):
    with translation.override("es"):
        assert gettext(text) != text
        assert not USTED.search(gettext(text))


@pytest.mark.parametrize("text", BORROWED)
def test_english_stays_as_it_was(text):
    with translation.override("en"):
        assert gettext(text) == text


class Fussy(forms.Form):
    short = forms.CharField(max_length=2)
    long = forms.CharField(min_length=9)
    digits = forms.DecimalField(max_digits=1)
    places = forms.DecimalField(decimal_places=1)
    most = forms.IntegerField(max_value=3)
    mail = forms.EmailField()
    web = forms.URLField(assume_scheme="https")
    day = forms.DateField()
    choice = forms.ChoiceField(choices=[("a", "A")])


def test_a_forms_complaints_say_tu():
    typed = {
        "short": "abc",
        "long": "abc",
        "digits": "12",
        "places": "1.23",
        "most": "4",
        "mail": "no",
        "web": "no way",
        "day": "no",
        "choice": "b",
    }
    with translation.override("es"):
        said = {field: errors[0] for field, errors in Fussy(typed).errors.items()}
    assert said == {
        "short": "Escribe como máximo 2 caracteres (hay 3).",
        "long": "Escribe al menos 9 caracteres (hay 3).",
        "digits": "Escribe como máximo 1 dígito.",
        "places": "Escribe como máximo 1 decimal.",
        "most": "Escribe un valor de 3 o menos.",
        "mail": "Escribe una dirección de correo válida.",
        "web": "Escribe una dirección web válida.",
        "day": "Escribe una fecha válida.",
        "choice": "Elige una de las opciones: b no está entre ellas.",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_the_way_in_says_tu(name, client):
    page = client.get(reverse(name), headers={"accept-language": "es"}).content.decode()
    assert "contraseña" in page
    assert not USTED.search(re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index"])
def test_the_pages_of_ones_account_say_tu_and_lead_back(name, olga, client_of):
    page = client_of(olga).get(reverse(name), headers={"accept-language": "es"}).content.decode()
    assert not USTED.search(re.sub(r"<[^>]*>", " ", page))
    assert reverse("accounts:profile") in page
