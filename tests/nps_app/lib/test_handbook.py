"""Chapters as pages: the same anchors in both languages, and every "?" leads to one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from nps_app.lib import handbook

LINK = re.compile(r'{% explain "([^"]+)"')


def anchors(language, chapter="STATISTICS"):
    return handbook.ANCHOR.findall(handbook.source_of(chapter, language))


@pytest.mark.parametrize("chapter", ["STATISTICS", "SENDING", "SAID_AND_BOUGHT"])
def test_both_languages_have_the_same_anchors_in_the_same_order(chapter):
    assert anchors("en", chapter) == anchors("es", chapter)
    assert len(set(anchors("en", chapter))) == len(anchors("en", chapter)) > 5


def test_every_question_mark_leads_somewhere():
    asked = {
        anchor
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for anchor in LINK.findall(path.read_text("utf-8"))
    }
    assert asked
    assert asked <= set(anchors("en"))


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "The score"), ("es", "La puntuación"), ("fr", "The score")]
)
def test_sections_have_their_heading(language, heading):
    assert ("score", heading) in handbook.chapter("STATISTICS", language).sections


def test_the_page_carries_no_styles_that_the_content_policy_forbids():
    html = handbook.chapter("STATISTICS", "en").html
    assert "style=" not in html
    assert '<td class="num">' in html
    assert '<th scope="col" class="num">' in html


def test_what_is_for_developers_is_not_on_the_page():
    page = handbook.chapter("SENDING", "en").html
    assert "lint-mail" not in page
    assert "score.nps(counts)" not in handbook.chapter("STATISTICS", "en").html
    assert "score.nps(counts)" in handbook.source_of("STATISTICS", "en")
    assert "SENDING.es.md" not in page
    assert "## Mail lint" in handbook.source_of("SENDING", "en")
