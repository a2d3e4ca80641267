"""Finding strings without GNU gettext."""

from nps_app.lib import catalogues
from nps_app.lib.catalogues import Message


def room(tmp_path, template: str, code: str = ""):
    (tmp_path / "templates" / "shop").mkdir(parents=True)
    (tmp_path / "templates" / "shop" / "page.html").write_text(template)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "code.py").write_text(code)
    return catalogues.messages_of(tmp_path, "shop", ["shop"])


def test_finds_plain_strings_plurals_and_contexts(tmp_path):
    found = room(
        tmp_path,
        '{% translate "Hello (you)" %}{% translate "May" context "month" %}'
        "{% blocktranslate count n=n trimmed %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        '{% include "x.html" with label=_("Anonymous \\"x\\"") %}{# {% translate "Not this" %} #}',
        'x = gettext("Code")\ny = ngettext("%(n)s cat", "%(n)s cats", 2)\nz = pgettext("unit", "h")\n',
    )
    assert set(found) == {
        Message("Code", None),
        Message(("%(n)s cat", "%(n)s cats"), None),
        Message("h", "unit"),
        Message("Hello (you)", None),
        Message("May", "month"),
        Message(("%(n)s day", "%(n)s days"), None),
        Message('Anonymous "x"', None),
    }


def test_says_what_is_missing_stale_or_has_other_placeholders(tmp_path):
    path = tmp_path / "django.po"
    catalogues.update(path, [Message("One", None), Message("%(n)s left", None), Message("Old", None)])
    text = path.read_text().replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Uno"')
    text = text.replace('msgid "%(n)s left"\nmsgstr ""', 'msgid "%(n)s left"\nmsgstr "quedan %(m)s"')
    path.write_text(text)
    problems = catalogues.problems(
        path, [Message("One", None), Message("%(n)s left", None), Message("New", None)]
    )
    assert problems == [
        "other placeholders: '%(n)s left'",
        "not translated: 'New'",
        "no longer used: 'Old'",
    ]


def test_update_keeps_translations_and_drops_what_is_gone(tmp_path):
    path = tmp_path / "django.po"
    catalogues.update(path, [Message("One", None), Message("Old", None)])
    path.write_text(path.read_text().replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Uno"'))
    catalogues.update(path, [Message("One", None), Message("Two", None)])
    catalogue = catalogues.read(path)
    assert catalogue.get("One").string == "Uno"
    assert catalogue.get("Two").string == ""
    assert catalogue.get("Old") is None
