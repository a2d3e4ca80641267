from datetime import timedelta

import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from reports.models import Recipient
from reports.tasks import mail_reports
from tests import factories


@pytest.mark.django_db
def test_only_what_is_due_is_mailed(acme, olga):
    now = timezone.now()
    due = factories.saved_view(acme, olga, frequency="daily", next_at=now - timedelta(minutes=1))
    later = factories.saved_view(
        acme, olga, name="Later", frequency="daily", next_at=now + timedelta(hours=1)
    )
    for view in (due, later):
        Recipient.objects.create(organisation=acme, view=view, email="boss@example.com")
    mail_reports()
    mail_reports()
    assert [message.reference for message in OutboundMessage.objects.all()] == [f"report:{due.pk}"]
