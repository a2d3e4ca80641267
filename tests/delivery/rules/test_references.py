import json

from delivery.rules.references import provider_header, reference_of, return_path, rows_named_in


def test_a_return_path_leads_back_to_its_row_whatever_case_it_comes_back_in():
    address = return_path("bounces@nps.example.com", reference_of(12, "key"))
    assert address.startswith("bounces+12-")
    assert address.endswith("@nps.example.com")
    assert rows_named_in(f"To: <{address.upper()}>", ["other", "key"]) == [12]


def test_an_invented_reference_leads_nowhere():
    assert rows_named_in("bounces+12-0123456789ab@x", ["key"]) == []
    changed = reference_of(12, "key").replace("12-", "13-", 1)
    assert rows_named_in(changed, ["key"]) == []
    assert rows_named_in(reference_of(12, "key"), ["another"]) == []


def test_each_provider_gets_the_reference_in_its_own_header():
    assert provider_header("postmark", "1-a") == "X-PM-Metadata-promotor: 1-a"
    name, _, value = provider_header("sendgrid", "1-a").partition(": ")
    assert (name, json.loads(value)) == ("X-SMTPAPI", {"unique_args": {"promotor": "1-a"}})
    assert provider_header("", "1-a") == ""
