import uuid
from collections import namedtuple
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from contacts.models import Contact
from delivery.models import OutboundMessage
from surveys.actions.launch_campaign import launch_campaign
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.send_invitations import Desk
from surveys.channels.email import invitation_mail
from surveys.channels.sms import invitation_sms
from surveys.models import Invitation
from tests import factories

PEOPLE = 40
Mail = namedtuple("Mail", ["subject", "text"])


@pytest.fixture
def survey(acme, olga):
    for _ in range(PEOPLE):
        factories.contact(acme, language="es")
    return factories.survey(acme, olga)


def send(survey, experiment):
    now = timezone.now()
    campaign = launch_campaign(
        organisation=survey.organisation, survey=survey, segment=None, launch_key=uuid.uuid4(),
        by=survey.detractor_owner, now=now, experiment=experiment,
    )  # fmt: skip
    plan_invitations(campaign=campaign, now=now)
    return Invitation.objects.filter(campaign=campaign).select_related("contact", "organisation", "version")


def read(mail):
    """Subject and text part."""
    raw = mail.as_bytes(message_id="<1@x.test>", date=timezone.now())
    parsed = message_from_bytes(raw, policy=policy.default)
    return Mail(parsed["Subject"], parsed.get_body(("plain",)).get_content().strip())


def mails_of(invitations):
    """What each would get, by the sender's quick way, and that it is what the slow way makes."""
    mails = {"A": [], "B": []}
    desk = Desk(timezone.now())
    for message in OutboundMessage.objects.select_related("organisation"):
        desk.recheck(message)
        desk.invitation.organisation = message.organisation
        quick, slow = read(desk.render(message)), read(invitation_mail(desk.invitation))
        assert quick == slow
        mails[desk.invitation.arm].append(slow)
    return mails


def test_both_arms_are_drawn_and_kept(survey):
    experiment = factories.experiment(survey, "subject")
    arms = {row.contact_id: row.arm for row in send(survey, experiment)}
    assert set(arms.values()) == {"A", "B"}
    assert arms == {pk: experiment.arm(pk) for pk in arms}


def test_without_an_experiment_there_is_no_arm(survey):
    assert {row.arm for row in send(survey, None)} == {""}


def test_another_subject(survey):
    mails = mails_of(send(survey, factories.experiment(survey, "subject")))
    assert {mail.subject for mail in mails["A"]} == {"Acme: una pregunta"}
    assert {mail.subject for mail in mails["B"]} == {"Otra pregunta"}


def test_another_wording_is_another_version(survey):
    old = survey.published
    survey.published = factories.version(survey, number=2)
    survey.save()
    rows = send(survey, factories.experiment(survey, "wording", version=old))
    assert {(row.arm, row.version_id) for row in rows} == {("A", survey.published_id), ("B", old.pk)}


def test_an_incentive_stands_in_the_mail_of_b_with_its_terms(survey):
    mails = mails_of(send(survey, factories.experiment(survey)))
    for mail in mails["B"]:
        assert "Un café por tu respuesta" in mail.text
        assert "Lo da Acme hasta el 31 de diciembre." in mail.text
        assert "sea cual sea la nota" in mail.text
    assert not any("café" in mail.text for mail in mails["A"])


@pytest.mark.parametrize("score", [0, 10])
def test_it_stands_on_the_page_and_after_the_answer_whatever_the_score(client, survey, score):
    for row in send(survey, factories.experiment(survey)):
        Invitation.objects.filter(pk=row.pk).update(state="sent")
        page = client.get(f"/s/{row.token}/{score}/").content.decode()
        assert ("Un café por tu respuesta" in page) == (row.arm == "B")
        if row.arm == "B":
            thanks = client.post(f"/s/{row.token}/", {"score": score}, follow=True).content.decode()
            assert "Un café por tu respuesta" in thanks
            assert "sea cual sea la nota" in thanks
            return


def by_sms(survey, experiment):
    """What people who like SMS best would read, with their arm."""
    Contact.objects.update(sms_consent="yes", preferred_channel="sms")
    for number, contact in enumerate(Contact.objects.all()):
        contact.phone = f"+57300{number:07d}"
        contact.save()
    now = timezone.now()
    campaign = factories.campaign(survey, experiment=experiment, offer="best", state="planning")
    plan_invitations(campaign=campaign, now=now)
    rows = Invitation.objects.filter(campaign=campaign).select_related("contact", "version", "campaign")
    assert {row.channel for row in rows} == {"sms"}
    return [(row.arm, invitation_sms(row, answers=True).text) for row in rows]


def test_an_sms_has_no_subject_to_try_out(survey):
    assert {arm for arm, _ in by_sms(survey, factories.experiment(survey, "subject"))} == {""}


def test_an_sms_of_b_says_what_there_is_for_answering(survey):
    texts = by_sms(survey, factories.experiment(survey))
    assert {arm for arm, _ in texts} == {"A", "B"}
    assert all(("Un café por tu respuesta" in text) == (arm == "B") for arm, text in texts)


def test_where_there_is_no_room_for_it_the_page_says_it(survey):
    long = {"incentive": "x" * 460, "terms": "Hasta diciembre."}
    texts = by_sms(survey, factories.experiment(survey, texts={"es": long, "en": long}))
    assert not any("xxx" in text for _, text in texts)
