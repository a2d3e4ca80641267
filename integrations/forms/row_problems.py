"""What is wrong with a row of a file, in words, by the codes stored with it (integrations/queries/reading.py)."""

from contacts.forms.problems import PROBLEMS
from integrations.forms.event_problems import EVENT_PROBLEMS
from integrations.forms.purchase_file import PURCHASE_PROBLEMS

ROW_PROBLEMS = {
    **PROBLEMS,
    **{f"event_{code}": words for code, words in EVENT_PROBLEMS.items()},
    **{f"purchase_{code}": words for code, words in PURCHASE_PROBLEMS.items()},
}
