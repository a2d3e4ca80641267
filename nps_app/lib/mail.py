"""The only door to Django's mail. EMAIL_BACKEND puts what goes through it into the delivery ledger."""

from django.core.mail import EmailMultiAlternatives


def send(to: str, subject: str, text: str, html: str | None = None, *, organisation: object = None) -> None:
    """Hand over one mail to one person. `text` is always sent; `html` is the same in a nicer dress.

    `organisation` is the one the mail is about: its owners find the mail in their list of messages.
    """
    message = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
    if html is not None:
        message.attach_alternative(html, "text/html")
    message.organisation = organisation  # type: ignore[attr-defined]
    message.send()
