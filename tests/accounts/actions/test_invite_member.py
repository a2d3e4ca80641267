from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.actions.invite_member import AlreadyMember, invite_member
from accounts.models import Event, Invite
from delivery.models import OutboundMessage

EMAIL = "nora@example.com"


def invite(organisation, by, email=EMAIL, role="staff", now=None):
    return invite_member(organisation=organisation, email=email, role=role, by=by, now=now or timezone.now())


def test_the_mail_carries_the_link(acme, olga, mailoutbox, settings):
    made = invite(acme, olga)

    [mail] = mailoutbox
    link = f"{settings.SITE_URL}/invite/{made.token}/"
    assert mail.to == [EMAIL]
    assert mail.subject == "Olga invites you to Acme"
    assert link in mail.body
    assert link in mail.alternatives[0].content
    assert Event.objects.of(acme).get().verb == "member.invited"


def test_the_mail_goes_into_the_ledger(acme, olga, settings):
    settings.EMAIL_BACKEND = "delivery.adapter.LedgerEmailBackend"

    invite(acme, olga)

    assert OutboundMessage.objects.get().recipient == EMAIL


def test_in_the_inviters_language(acme, olga, mailoutbox):
    with translation.override("es"):
        invite(acme, olga)

    assert mailoutbox[0].subject == "Olga te invita a Acme"


def test_a_name_is_not_markup_in_the_text_part(acme, olga, mailoutbox):
    acme.name = "Salt & <Pepper>"
    acme.save()

    invite(acme, olga)

    assert "Salt & <Pepper>" in mailoutbox[0].subject
    assert "Salt & <Pepper>" in mailoutbox[0].body
    assert "Salt &amp; &lt;Pepper&gt;" in mailoutbox[0].alternatives[0].content


def test_inviting_again_renews_the_same_invitation(acme, olga, mailoutbox):
    now = timezone.now()
    first = invite(acme, olga, now=now - timedelta(days=20))

    second = invite(acme, olga, email="Nora@Example.com", role="manager", now=now)

    assert (second.pk, second.token, second.role) == (first.pk, first.token, "manager")
    assert not Invite.objects.get().is_expired(now=now)
    assert len(mailoutbox) == 2


def test_a_member_is_not_invited(acme, olga, mark, mailoutbox):
    with pytest.raises(AlreadyMember):
        invite(acme, olga, email="MARK@example.com")
    assert mailoutbox == []


def test_a_member_of_another_organisation_may_be(acme, olga, xena):
    assert invite(acme, olga, email=xena.email).email == xena.email
