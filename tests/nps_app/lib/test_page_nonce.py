from nps_app.lib.page_nonce import make_nonce, nonce_holds


def test_a_nonce_belongs_to_its_page_and_its_time():
    nonce = make_nonce("token")
    assert nonce_holds("token", nonce, seconds=60)
    assert not nonce_holds("other", nonce, seconds=60)
    assert not nonce_holds("token", nonce, seconds=-1)
    assert not nonce_holds("token", nonce[:-1], seconds=60)
    assert len(nonce) <= 80


def test_the_key_before_this_one_still_holds(settings):
    nonce = make_nonce("token")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert nonce_holds("token", nonce, seconds=60)
