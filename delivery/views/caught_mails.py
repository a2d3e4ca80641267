"""/caught-mail/: what the mail catcher of `make run` kept. Nobody needs to sign in: it exists in a trial only."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_current_timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from delivery.access import in_trial_only
from delivery.transports.sms.catcher import caught_sms
from nps_app.lib.mail_policy import MAIL_POLICY

NAME = re.compile(r"[0-9]{1,24}-[0-9a-f]{1,16}")
SHOWN = 100


@dataclass(frozen=True)
class Caught:
    """One caught mail; `id` is its file's name."""

    id: str
    at: datetime
    mail: EmailMessage

    @property
    def recipients(self) -> str:
        return ", ".join(map(str, self.mail.get_all("X-Envelope-To", []))) or str(self.mail["To"])

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.mail.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.mail.get_body((kind,))
        return str(part.get_content()) if part else ""


@in_trial_only
@require_GET
def caught_mails(request: HttpRequest) -> HttpResponse:
    """The newest mails and SMS."""
    files = sorted(Path(settings.MAIL_CATCHER_DIR).glob("*.eml"), reverse=True)
    rows = [_read(path) for path in files[:SHOWN] if NAME.fullmatch(path.stem)]
    context = {"rows": rows, "total": len(files), "texts": caught_sms(SHOWN)}
    return render(request, "delivery/caught_mails.html", context)


@in_trial_only
@require_GET
def caught_mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: headers, the HTML as the recipient sees it, the text."""
    return render(request, "delivery/caught_mail.html", {"caught": _find(name)})


@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)
@in_trial_only
@require_GET
def caught_mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, for the frame. Its links leave the frame."""
    html = _find(name).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _find(name: str) -> Caught:
    # The name goes into a path: only what the catcher itself could have written.
    path = Path(settings.MAIL_CATCHER_DIR) / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return _read(path)


def _read(path: Path) -> Caught:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=get_current_timezone())
    return Caught(id=path.stem, at=at, mail=mail)
