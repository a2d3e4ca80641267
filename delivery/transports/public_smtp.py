"""SMTP to public addresses only, for hosts typed by members of an organisation (settings.MAIL_PUBLIC_HOSTS_ONLY)."""

import smtplib
import socket

from delivery.transports.public_hosts import connect


class PublicSmtp(smtplib.SMTP):
    """Plain or STARTTLS."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(host, port, timeout)


class PublicSmtpOverTls(smtplib.SMTP_SSL):
    """TLS from the beginning."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.context.wrap_socket(connect(host, port, timeout), server_hostname=host)
