import pytest

from nps_app.lib.without_doors import without_doors


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ('<a class="x" href="/o/acme/cases/?view=open">3 <b>open</b></a>', "<span>3 <b>open</b></span>"),
        ('<a href="?by=plan">Plan</a> and <a href="?by=x">X</a>', "<span>Plan</span> and <span>X</span>"),
        ('<a href="https://example.com/">Source</a>', '<a href="https://example.com/">Source</a>'),
        ('<p>a</p><form method="get">\n<input name="q"></form><p>b</p>', "<p>a</p><p>b</p>"),
    ],
)
def test_links_inside_become_words(inside, outside):
    assert without_doors(inside) == outside
