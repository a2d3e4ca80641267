"""The site is closed by default: a page is guarded by @allow, or it stands on one of these lists with its reason."""

import re
from collections import Counter

from tests.architecture.addresses import addresses

# Anybody may ask for these.
PUBLIC = {
    "healthz": "load balancers and monitors",
    "robots": "search engines",
    "set_language": "signed-out visitors choose a language too",
    "delivery:caught_mails": "`make run` only: there one is not to sign in to read the sign-in mails",
    "delivery:caught_mail": "`make run` only",
    "delivery:caught_mail_html": "`make run` only",
    "integrations:guide": "what receivers of webhooks are sent; for whoever writes one",
    "delivery:guide": "how sending works; the same text for everybody",
    "delivery:caught_sms": "`make run` only",
    "delivery:sms_inbound": "SMS providers bring what people write; the key in the address, and most sign besides",
    "delivery:sms_status": "SMS providers; the key in the address is the organisation's, and most sign besides",
    "delivery:reply_hook": "who hands over customers' mails; the key in the address is the organisation's",
    "delivery:own_hook": "an organisation's own mail provider; the key in the address is the organisation's",
    "delivery:mail_hook": "mail providers; they know the secret of the settings",
    "surveys:answer": "customers have no account; the token is the key",
    "surveys:answer_score": "the same page from a number in the mail",
    "surveys:signal": "the same page's script; the token is the key",
    "surveys:contact_wish": "the form on it; the token is the key",
    "surveys:thanks": "the page after it",
    "surveys:extras": "the questions on it; the token is the key",
    "surveys:reward": "the code for answering; the token is the key",
    "followup:leave_offers": "the way out of offers, also for mail programs; the token is the key",
    "surveys:friend": "asks for a link for friends; the token is the key",
    "surveys:referral": "a friend has no account; the code names the link",
    "integrations:api_referrals": "programs have no session; the key in the request is looked at",
    "responses:quote": "words to publish and their withdrawal; the token is the key",
    "surveys:panel": "joins and leaves the panel; the token is the key",
    "surveys:open_link": "a link for everybody",
    "surveys:unsubscribe": "customers and their mail programs; the token is the key",
    "surveys:logo": "stands on the survey page and in the mails",
    "responses:calculator": "a tool for anybody; it reads the address and nothing else",
    "reports:said_guide": "how to read the page of saying and buying; the same text for everybody",
    "responses:statistics": "how numbers are worked out; the same text for everybody",
    "reports:shared_report": "whoever was given the link of a report; the token is the key",
    "reports:leave_report": "recipients of a report, and their mail programs; the token is the key",
    "integrations:api_customer": "programs; the key in the request is looked at",
    "integrations:api_cases": "programs; the key in the request is looked at",
    "integrations:api_case": "programs; the key in the request is looked at",
    "integrations:api_case_notes": "programs; the key in the request is looked at",
    "integrations:api_case_close": "programs; the key in the request is looked at",
    "integrations:api_events": "programs have no session; the key in the request is looked at",
    "integrations:api_purchases": "programs have no session; the key in the request is looked at",
    "reports:stop_mails": "the link beneath alerts and digests; mail programs press it, too",
    "accounts:accept_invite": "whoever got an invitation mail has no account yet; the token is the key",
}
# Signed in, but of no organisation.
SIGNED_IN = {
    "accounts:home": "finds out which organisation is yours",
    "accounts:profile": "a person's own name and language",
    "accounts:create_organisation": "asks access.may_create_organisation itself",
}


def test_every_page_has_a_name():
    assert [address.route for address in addresses() if not address.name and not address.is_allauths] == []


def test_every_page_is_guarded_or_on_a_list():
    open_doors = [
        address.name
        for address in addresses()
        if not address.is_allauths and not address.permission and address.name not in {**PUBLIC, **SIGNED_IN}
    ]
    assert open_doors == [], "Guard them with @allow(Permission....), or say above why everybody may enter."


def test_a_guarded_page_is_not_public_as_well():
    assert [address.name for address in addresses() if address.permission and address.is_public] == []


def test_a_page_inside_an_organisation_is_guarded_and_a_guarded_one_is_inside():
    for address in addresses():
        assert address.route.startswith("o/<slug:org>/") == bool(address.permission), address.name


def test_the_lists_say_what_the_site_does():
    public = {address.name for address in addresses() if address.is_public and not address.is_allauths}
    signed_in = {
        address.name
        for address in addresses()
        if not address.is_public and not address.permission and not address.is_allauths
    }
    assert public == set(PUBLIC)
    assert signed_in == set(SIGNED_IN)


def test_no_view_class_slips_by_the_guard():
    """@allow marks functions; a class-based view of ours would carry no mark and must not look guarded."""
    for address in addresses():
        if address.permission:
            assert not hasattr(address.view, "view_class"), address.name


def test_no_two_pages_share_an_address():
    """The second one would never be opened."""
    routes = [re.sub(r"<[^>]+>", "<>", address.route) for address in addresses() if not address.is_allauths]
    assert sorted(route for route, times in Counter(routes).items() if times > 1) == []
