from followup.models.case import Case
from followup.models.case_event import CaseEvent
from followup.models.cause import Cause

__all__ = ["Case", "CaseEvent", "Cause"]
