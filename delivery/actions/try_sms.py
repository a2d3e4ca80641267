from delivery.actions.note_success import note_success
from delivery.actions.try_transport import Trial
from delivery.models import Transport
from delivery.transports.carrier import CarrierError, ConnectionLost, Parcel, Refused
from delivery.transports.carriers import carrier_of


def try_sms(*, transport: Transport, to: str, text: str) -> Trial:
    """Send one SMS at once, past the ledger, to hear what the provider says. One that is taken closes the breaker.

    Nothing else is written, so there is no event.
    """
    parcel = Parcel(recipient=to, body=text.encode(), reference="0-trial", message_id="")
    try:
        with carrier_of(transport) as carrier:
            carrier.send(parcel, lambda: True)
    except (ConnectionLost, Refused) as error:
        return Trial(error.cause, str(error))
    except CarrierError as error:
        return Trial("no_answer", str(error))
    if transport.failures or transport.is_down:
        note_success(transport=transport)
    return Trial()
