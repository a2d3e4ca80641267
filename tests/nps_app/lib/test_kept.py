from nps_app.lib import kept
from nps_app.lib.kept import Kept


def test_a_thing_is_made_once(settings, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    things, made = Kept(), []

    def ask(key):
        return things.get(key, lambda: made.append(key) or key.upper())

    assert [ask("a"), ask("a"), ask("b")] == ["A", "A", "B"]
    assert made == ["a", "b"]
    ask("c")  # one too many
    ask("a")
    assert made == ["a", "b", "c", "a"]
    settings.DEBUG = True
    ask("a")
    assert made[-2:] == ["a", "a"]
