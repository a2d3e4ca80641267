"""The ways out an organisation may choose, and what each wants to know.

A provider's fields are called as its Anymail backend calls them: what is typed goes there as it is.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `secret`: sealed, and never shown again."""

    name: str
    secret: bool = False
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A way out of e-mail. `backend`: Anymail's module of it; empty for SMTP."""

    key: str
    label: str
    fields: tuple[Field, ...]
    backend: str = ""
    # Other entrances of the same provider, by the value of the field "region".
    regions: tuple[tuple[str, str], ...] = ()
    # Anymail's reader of what it reports, and the name of the key it signs that with.
    hook: str = ""
    hook_key: str = ""
    # It takes a key by which it knows a request it has had before: as a header of the request, or of the mail.
    request_key: str = ""
    mail_key: str = ""

    @property
    def secrets(self) -> set[str]:
        return {field.name for field in self.fields if field.secret}


KEY = Field("api_key", secret=True)
REGION = Field("region", choices=("us", "eu"))

EMAIL = (
    Provider(
        key="smtp",
        label="SMTP",
        fields=(
            Field("host"),
            Field("port"),
            Field("security", choices=("starttls", "tls", "none")),
            Field("user", required=False),
            Field("password", secret=True, required=False),
            Field("bounce_address", required=False),
        ),
    ),
    Provider(
        key="amazon_ses",
        label="Amazon SES",
        fields=(Field("access_key_id"), Field("secret_access_key", secret=True), Field("region_name")),
        backend="amazon_ses",
        hook="AmazonSESTrackingWebhookView",
    ),
    Provider(
        key="brevo",
        label="Brevo",
        fields=(KEY,),
        backend="brevo",
        hook="BrevoTrackingWebhookView",
        mail_key="idempotencyKey",
    ),
    Provider(
        key="mailersend",
        label="MailerSend",
        fields=(Field("api_token", secret=True), Field("signing_secret", secret=True, required=False)),
        backend="mailersend",
        hook="MailerSendTrackingWebhookView",
        hook_key="signing_secret",
    ),
    Provider(
        key="mailgun",
        label="Mailgun",
        fields=(KEY, REGION, Field("webhook_signing_key", secret=True, required=False)),
        backend="mailgun",
        regions=(("eu", "https://api.eu.mailgun.net/v3"),),
        hook="MailgunTrackingWebhookView",
        hook_key="webhook_signing_key",
    ),
    Provider(
        key="mailjet",
        label="Mailjet",
        fields=(KEY, Field("secret_key", secret=True)),
        backend="mailjet",
        hook="MailjetTrackingWebhookView",
    ),
    Provider(
        key="mailtrap",
        label="Mailtrap",
        fields=(Field("api_token", secret=True),),
        backend="mailtrap",
        hook="MailtrapTrackingWebhookView",
    ),
    Provider(
        key="mandrill",
        label="Mandrill",
        fields=(KEY, Field("webhook_key", secret=True, required=False)),
        backend="mandrill",
        hook="MandrillCombinedWebhookView",
        hook_key="webhook_key",
    ),
    Provider(
        key="postmark",
        label="Postmark",
        fields=(Field("server_token", secret=True), Field("message_stream", required=False)),
        backend="postmark",
        hook="PostmarkTrackingWebhookView",
    ),
    Provider(
        key="resend",
        label="Resend",
        fields=(KEY,),
        backend="resend",
        hook="ResendTrackingWebhookView",
        request_key="Idempotency-Key",
    ),
    Provider(
        key="scaleway",
        label="Scaleway",
        fields=(Field("secret_key", secret=True), Field("project_id"), Field("region_name")),
        backend="scaleway",
    ),
    Provider(
        key="sendgrid",
        label="SendGrid",
        fields=(KEY, REGION),
        backend="sendgrid",
        regions=(("eu", "https://api.eu.sendgrid.com/v3/"),),
        hook="SendGridTrackingWebhookView",
    ),
    Provider(
        key="sparkpost",
        label="SparkPost",
        fields=(KEY, REGION),
        backend="sparkpost",
        regions=(("eu", "https://api.eu.sparkpost.com/api/v1/"),),
        hook="SparkPostTrackingWebhookView",
    ),
)
BY_KEY = {provider.key: provider for provider in EMAIL}
