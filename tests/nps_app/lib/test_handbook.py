"""The chapter on statistics as a page: the same anchors in both languages, and every "?" leads to one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from nps_app.lib import handbook

LINK = re.compile(r'{% explain "([^"]+)"')


def anchors(language):
    return handbook.ANCHOR.findall(handbook.source_of(language))


def test_both_languages_have_the_same_anchors_in_the_same_order():
    assert anchors("en") == anchors("es")
    assert len(set(anchors("en"))) == len(anchors("en"))


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
    assert ("score", heading) in handbook.statistics(language).sections


def test_the_page_carries_no_styles_that_the_content_policy_forbids():
    html = handbook.statistics("en").html
    assert "style=" not in html
    assert '<td class="num">' in html
    assert "<code>score.nps(counts) -&gt; float | None</code>" in html
