"""The language somebody chose: in the address of a page, or for good, as Django's own language switch does."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


def chosen_language(request: HttpRequest) -> str:
    """The one the address asks for (?lang=es), else the reader's."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else (translation.get_language() or "en").split("-")[0]


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Put the language into the cookie that Django's LocaleMiddleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
