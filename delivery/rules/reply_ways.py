"""How mails that customers write may reach us: a mailbox we look into, or a provider that hands them over."""

from dataclasses import dataclass

MAILBOX = "mailbox"
RAW = "raw"  # the mail as it is, posted by a mail server's own pipe


@dataclass(frozen=True)
class ReplyWay:
    """`backend` and `reader`: Anymail's module and view; `key`: what its signature is checked with."""

    key: str
    label: str
    backend: str = ""
    reader: str = ""
    signing: str = ""
    wants_signing: bool = False


WAYS = (
    ReplyWay(MAILBOX, ""),
    ReplyWay(
        "mailersend", "MailerSend", "mailersend", "MailerSendInboundWebhookView", "inbound_secret", True
    ),
    ReplyWay("mailgun", "Mailgun", "mailgun", "MailgunInboundWebhookView", "webhook_signing_key", True),
    ReplyWay("mailjet", "Mailjet", "mailjet", "MailjetInboundWebhookView"),
    ReplyWay("mandrill", "Mandrill", "mandrill", "MandrillCombinedWebhookView", "webhook_key", True),
    ReplyWay("postmark", "Postmark", "postmark", "PostmarkInboundWebhookView"),
    ReplyWay("sendgrid", "SendGrid", "sendgrid", "SendGridInboundWebhookView"),
    ReplyWay("sparkpost", "SparkPost", "sparkpost", "SparkPostInboundWebhookView"),
    ReplyWay(RAW, ""),
)
BY_KEY = {way.key: way for way in WAYS}
