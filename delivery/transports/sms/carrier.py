"""Texts by an SMS provider: armed before the request, because nobody can tell when in it the provider takes it."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from delivery.rules.segments import measure
from delivery.transports.carrier import ConnectionLost, NotArmed, OutcomeUnknown, Parcel, Receipt, Refused
from delivery.transports.sms.provider import SmsProvider
from nps_app.lib import http


class SmsCarrier:
    """One account. `provider` is None where there is no way out: everything waits."""

    def __init__(self, provider: SmsProvider | None) -> None:
        self._provider = provider

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def send(self, parcel: Parcel, arm: Callable[[], bool]) -> Receipt:
        """Hand one text over. A connection that never came about is safe; one without an answer is not."""
        if self._provider is None:
            raise ConnectionLost("no SMS provider is set up")
        body = parcel.body.decode()
        if not arm():
            raise NotArmed
        try:
            result = self._provider.send(parcel.recipient, body, parcel.reference)
        except http.NotReached as error:
            raise ConnectionLost(str(error)) from error
        except http.NoAnswer as error:
            raise OutcomeUnknown(str(error)) from error
        if result.verdict is not None:
            raise Refused(result.code, result.error, result.verdict, result.cause)
        return Receipt(result.code, result.id, result.segments or measure(body).segments)
