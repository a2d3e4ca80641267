from accounts.actions.update_profile import update_profile


def test_name_and_language_are_kept(olga):
    update_profile(user=olga, name="Olga Niño", language="es", shortcuts=False)

    olga.refresh_from_db()
    assert (olga.name, olga.language) == ("Olga Niño", "es")
    assert not olga.shortcuts
