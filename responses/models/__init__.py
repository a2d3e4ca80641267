from responses.models.comment_theme import CommentTheme
from responses.models.comment_vector import CommentVector
from responses.models.extra_answer import ExtraAnswer
from responses.models.invitation_tally import InvitationTally
from responses.models.model_access import ModelAccess
from responses.models.model_asked import ModelAsked
from responses.models.own_theme import OwnTheme
from responses.models.provisional_answer import ProvisionalAnswer
from responses.models.quote_choice import QuoteChoice
from responses.models.repeat_tally import RepeatTally
from responses.models.response import Response
from responses.models.revision import Revision
from responses.models.stale_range import StaleRange
from responses.models.tally import Tally
from responses.models.tally_state import TallyState
from responses.models.testimonial import Testimonial
from responses.models.theme_correction import ThemeCorrection
from responses.models.theme_model import ThemeModel
from responses.models.theme_settings import ThemeSettings
from responses.models.theme_word import ThemeWord

__all__ = [
    "CommentTheme",
    "CommentVector",
    "ExtraAnswer",
    "InvitationTally",
    "ModelAccess",
    "ModelAsked",
    "OwnTheme",
    "ProvisionalAnswer",
    "QuoteChoice",
    "RepeatTally",
    "Response",
    "Revision",
    "StaleRange",
    "Tally",
    "TallyState",
    "Testimonial",
    "ThemeCorrection",
    "ThemeModel",
    "ThemeSettings",
    "ThemeWord",
]
