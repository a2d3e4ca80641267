"""What a survey looks like on the web. A version never changes, so all that is not personal is worked out once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from nps_app.lib.kept import Kept
from nps_app.lib.stencil import Stencil, hole
from surveys.models import SurveyVersion
from surveys.rules.languages import accepted, choose
from surveys.rules.page import Frame, Question, frame, shown_texts

PERSONAL = ("action", "signal", "nonce", "key")
_frames: Kept[Frame] = Kept()
_texts: Kept[dict[str, str]] = Kept()
_stencils: Kept[Stencil] = Kept()


def frame_of_version(version: SurveyVersion, language: str) -> Frame:
    """The frame of a version's pages. Needs its logo loaded."""
    logo = version.logo

    def make() -> Frame:
        return frame(
            language=language,
            offered=version.languages,
            brand=version.brand,
            address=version.address,
            color=version.color,
            logo=reverse("surveys:logo", args=[logo.digest]) if logo else "",
            logo_size=(logo.width, logo.height) if logo else (0, 0),
        )

    return _frames.get((version.pk, language), make)


def frame_for(version: SurveyVersion, *, wished: str, known: str, header: str) -> Frame:
    """The frame in the language of a visitor: as asked for, as known of the person, or as their browser says."""

    def wishes() -> Iterator[str]:
        yield wished
        yield known
        yield from accepted(header)

    return frame_of_version(version, choose(version.languages, wishes(), default=version.default_language))


def thanks_words(
    version: SurveyVersion, frame: Frame, score: int, *, category: str, wants_contact: bool
) -> dict[str, str]:
    """What the thank-you page says about the answer itself: all of it that depends on the score."""
    return {
        "thanks": texts_of_version(version, frame.language)[f"thanks_{category}"],
        "score": frame.words["thanks_score"].format(score=score),
        "contact": frame.words["thanks_contact"].format(brand=frame.brand) if wants_contact else "",
    }


def texts_of_version(version: SurveyVersion, language: str) -> dict[str, str]:
    """The texts of a version as its pages show them."""
    return _texts.get(
        (version.pk, language), lambda: shown_texts(version.text(language), brand=version.brand)
    )


def question_html(page: Question, *, version: SurveyVersion, csp_nonce: str) -> str:
    """The page with the question; one that nobody has typed into is cut from a stencil."""
    if page.errors or page.comment:
        return _render(page, csp_nonce)
    key = (
        version.pk,
        page.frame.language,
        page.score,
        page.wants_contact,
        page.asks_contact,
        page.is_change,
        page.notice,
        tuple(page.reward),
        page.layout,
        page.is_closed,
        *(bool(getattr(page, name)) for name in PERSONAL),
    )
    holes: dict[str, Any] = {name: hole(name) for name in PERSONAL if getattr(page, name)}
    stencil = _stencils.get(key, lambda: Stencil(_render(replace(page, **holes), hole("csp"))))
    return stencil.fill({name: getattr(page, name) for name in PERSONAL} | {"csp": csp_nonce})


def _render(page: Question, csp_nonce: str) -> str:
    with translation.override(page.frame.language):
        context = {"frame": page.frame, "page": page, "CSP_NONCE": csp_nonce}
        return render_to_string("surveys/answer.html", context)
