from nps_app.lib.seal import seal, unseal

SECRETS = {"password": "s3cret", "user": "ñandú"}


def test_what_was_sealed_opens_and_cannot_be_read():
    sealed = seal(SECRETS)
    assert unseal(sealed) == SECRETS
    assert "s3cret" not in sealed


def test_nothing_stays_nothing():
    assert seal({}) == ""
    assert unseal("") == {}


def test_a_key_among_the_fallbacks_still_opens(settings):
    sealed = seal(SECRETS)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key of some length"
    assert unseal(sealed) == SECRETS


def test_a_lost_key_gives_nothing(settings):
    sealed = seal(SECRETS)
    settings.SECRET_KEY = "a new key of some length"
    assert unseal(sealed) == {}
