from django.urls import reverse

from nps_app.lib.token_addresses import token_address


def test_it_is_what_reverse_says():
    for token in ("a-_9Z", "another"):
        assert token_address("surveys:thanks", token) == reverse("surveys:thanks", args=[token])
