from responses.models.invitation_tally import InvitationTally
from responses.models.provisional_answer import ProvisionalAnswer
from responses.models.repeat_tally import RepeatTally
from responses.models.response import Response
from responses.models.revision import Revision
from responses.models.stale_range import StaleRange
from responses.models.tally import Tally
from responses.models.tally_state import TallyState

__all__ = [
    "InvitationTally",
    "ProvisionalAnswer",
    "RepeatTally",
    "Response",
    "Revision",
    "StaleRange",
    "Tally",
    "TallyState",
]
