from nps_app.lib.stencil import Stencil, hole


def test_values_stand_where_their_holes_were_and_are_escaped():
    stencil = Stencil(f'<a href="{hole("link")}">{hole("name")}</a>{hole("link")}')
    assert stencil.fill({"link": "/x/?a=1&b", "name": "<b>", "unused": ""}) == (
        '<a href="/x/?a=1&amp;b">&lt;b&gt;</a>/x/?a=1&amp;b'
    )


def test_a_page_without_holes_stays_as_it_is():
    assert Stencil("<p>{{ no template }}</p>").fill({}) == "<p>{{ no template }}</p>"
