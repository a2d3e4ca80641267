import pytest

from delivery.rules.sender_checks import Sender, check

SENDER = Sender(domain="nps.acme.test", return_domain="nps.acme.test", host="mx.acme.test", selector="mail")
GOOD = {
    ("nps.acme.test", "TXT"): ["google-site-verification=1", "v=spf1 mx -all"],
    ("mail._domainkey.nps.acme.test", "TXT"): ["v=DKIM1; k=rsa; p=MIIB"],
    ("_dmarc.acme.test", "TXT"): ["v=DMARC1; p=none"],
    ("nps.acme.test", "MX"): ["10 mx.acme.test."],
    ("mx.acme.test", "A"): ["192.0.2.7"],
    ("192.0.2.7", "PTR"): ["mx.acme.test."],
}


def found(changes=None):
    world = {**GOOD, **(changes or {})}
    return {item.what: item for item in check(SENDER, lambda name, kind: world.get((name, kind), []))}


def test_all_in_order_also_with_the_dmarc_record_of_the_domain_above():
    assert {item.verdict for item in found().values()} == {"good"}


@pytest.mark.parametrize(
    ("key", "values", "what", "problem"),
    [
        (("nps.acme.test", "TXT"), [], "spf", "spf_missing"),
        (("nps.acme.test", "TXT"), ["v=spf1 mx -all", "v=spf1 a -all"], "spf", "spf_twice"),
        (("nps.acme.test", "TXT"), ["v=spf1 +all"], "spf", "spf_open"),
        (("mail._domainkey.nps.acme.test", "TXT"), [], "dkim", "dkim_missing"),
        (("mail._domainkey.nps.acme.test", "TXT"), ["v=DKIM1; p="], "dkim", "dkim_revoked"),
        (("_dmarc.acme.test", "TXT"), [], "dmarc", "dmarc_missing"),
        (("nps.acme.test", "MX"), [], "mx", "mx_missing"),
        (("mx.acme.test", "A"), [], "ptr", "host_unknown"),
        (("192.0.2.7", "PTR"), [], "ptr", "ptr_missing"),
        (("192.0.2.7", "PTR"), ["elsewhere.test."], "ptr", "ptr_one_way"),
    ],
)
def test_what_is_wrong_is_named_alone(key, values, what, problem):
    checks = found({key: values})
    assert {name: item.problem for name, item in checks.items() if item.problem} == {what: problem}


def test_what_to_publish():
    checks = found({("nps.acme.test", "TXT"): [], ("_dmarc.acme.test", "TXT"): []})
    assert checks["spf"].value == "v=spf1 a:mx.acme.test mx ~all"
    assert (checks["dmarc"].name, checks["dmarc"].value) == (
        "_dmarc.nps.acme.test",
        "v=DMARC1; p=none; rua=mailto:postmaster@nps.acme.test",
    )


def test_silence_is_no_verdict():
    assert {item.verdict for item in check(SENDER, lambda name, kind: None)} == {"unknown"}
