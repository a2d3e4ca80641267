"""Reports as mail servers write them."""

DSN = """From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ana@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} something
 is wrong

--b
Content-Type: message/rfc822

Subject: One question

Hello
--b--
"""
ARF = """From: fbl@example.net
To: abuse@nps.example.com
Content-Type: multipart/report; report-type=feedback-report; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

A complaint.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeFBL/1.0
Version: 1
Original-Mail-From: <{to}>

--b
Content-Type: message/rfc822

Subject: One question

Hello
--b--
"""
LEAVER = """From: Ana <ana@example.com>
To: {to}
Subject: AbC-_1234567890abcdefg

"""
OUT_OF_OFFICE = "From: ana@example.com\nTo: {to}\nSubject: I am away\n\nBack on Monday."


def report(template: str, to: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """One mail as it lies in the mailbox."""
    return template.format(to=to, action=action, status=status).replace("\n", "\r\n").encode()
