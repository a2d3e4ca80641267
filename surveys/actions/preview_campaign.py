from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from accounts.models import Organisation
from contacts.queries.audience import contacts_in
from surveys.actions.weigh_contacts import Candidate, weigh_contacts
from surveys.rules.left_out import LeftOut

CHUNK = 5000
EXAMPLES = 3


@dataclass
class Group:
    """How many contacts share a fate, and a few of them by name."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, candidate: Candidate) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(candidate.name or candidate.email or f"#{candidate.pk}")


@dataclass
class Preview:
    """Whom a campaign would reach if it were sent now, and whom not, by reason."""

    reached: Group = field(default_factory=Group)
    left_out: dict[LeftOut, Group] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.reached.count + self.left_out_count

    @property
    def left_out_count(self) -> int:
        return sum(group.count for group in self.left_out.values())


def preview_campaign(*, organisation: Organisation, rules: list[dict[str, str]], now: datetime) -> Preview:
    """Weigh everybody in a segment as the sending would. Writes nothing; raises BadRules."""
    preview = Preview()
    rows = contacts_in(organisation, rules).order_by("pk").values_list(*Candidate._fields)
    candidates = map(Candidate._make, rows.iterator(chunk_size=CHUNK))
    while chunk := list(islice(candidates, CHUNK)):
        reasons = weigh_contacts(organisation=organisation, candidates=chunk, now=now)
        for candidate, reason in zip(chunk, reasons, strict=True):
            group = preview.reached if reason is None else preview.left_out.setdefault(reason, Group())
            group.add(candidate)
    # The reasons always in the same order, not in that of the contacts.
    preview.left_out = {reason: preview.left_out[reason] for reason in LeftOut if reason in preview.left_out}
    return preview
