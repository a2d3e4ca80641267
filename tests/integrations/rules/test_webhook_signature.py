from django.utils import timezone
from standardwebhooks import Webhook

from integrations.rules.webhook_signature import new_secret, signed_headers


def test_one_signature_for_each_secret_that_its_library_takes():
    secrets = [new_secret(), new_secret()]
    now = timezone.now()  # the library looks at its own clock
    headers = signed_headers(name="evt_1", body='{"a":"ñ"}', signing_secrets=secrets, now=now)
    assert headers["webhook-timestamp"] == str(int(now.timestamp()))
    assert [Webhook(secret).verify('{"a":"ñ"}', headers) for secret in secrets] == [{"a": "ñ"}] * 2
    assert len(set(secrets)) == 2
