import pytest

from delivery.rules.leaving import key_of_leaver, leave_by_mail

KEY = "Zq3-_4567890abcdefghij"


def test_the_link_names_a_mailbox_of_ours_and_the_key():
    link = leave_by_mail("bounces@nps.example.com", KEY)
    assert link == f"mailto:bounces+unsubscribe@nps.example.com?subject={KEY}"


@pytest.mark.parametrize(
    ("to", "subject", "key"),
    [
        ("bounces+unsubscribe@nps.example.com", KEY, KEY),
        ("Feedback <BOUNCES+UNSUBSCRIBE@nps.example.com>", f"Re: {KEY}", KEY),
        ("bounces@nps.example.com", KEY, ""),
        ("bounces+unsubscribe@nps.example.com", "please stop", ""),
        ("bounces+unsubscribe@nps.example.com", "", ""),
    ],
)
def test_reads_who_asks_to_be_left_alone(to, subject, key):
    assert key_of_leaver(f"To: {to}\r\nSubject: {subject}\r\n\r\nHello".encode()) == key
