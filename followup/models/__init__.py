from followup.models.case import Case
from followup.models.case_event import CaseEvent
from followup.models.case_mail import CaseMail
from followup.models.cause import Cause
from followup.models.contact_wish import ContactWish
from followup.models.due_reminder import DueReminder
from followup.models.due_reminding import DueReminding
from followup.models.hold_out import HoldOut
from followup.models.improvement import Improvement
from followup.models.improvement_case import ImprovementCase
from followup.models.improvement_cause import ImprovementCause
from followup.models.improvement_notice import ImprovementNotice
from followup.models.improvement_theme import ImprovementTheme
from followup.models.mention import Mention
from followup.models.opening_rule import OpeningRule
from followup.models.promotion import Promotion
from followup.models.promotion_share import PromotionShare
from followup.models.remedy import Remedy
from followup.models.saved_reply import SavedReply
from followup.models.second_look import SecondLook
from followup.models.team import Team
from followup.models.working_calendar import WorkingCalendar

__all__ = [
    "Case",
    "CaseEvent",
    "CaseMail",
    "Cause",
    "ContactWish",
    "DueReminder",
    "DueReminding",
    "HoldOut",
    "Improvement",
    "ImprovementCase",
    "ImprovementCause",
    "ImprovementNotice",
    "ImprovementTheme",
    "Mention",
    "OpeningRule",
    "Promotion",
    "PromotionShare",
    "Remedy",
    "SavedReply",
    "SecondLook",
    "Team",
    "WorkingCalendar",
]
