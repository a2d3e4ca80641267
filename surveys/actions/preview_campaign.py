from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Organisation
from contacts.queries.audience import contacts_in, panel_in
from surveys.actions.weigh_contacts import Candidate, candidates_among, chunks_of, weigh_contacts
from surveys.models import AskingRules
from surveys.rules.left_out import LeftOut
from surveys.rules.sample import EVERYBODY, Sample
from surveys.rules.ways import Offer, Way

EXAMPLES = 3


@dataclass
class Group:
    """How many contacts share a fate, and a few of them by name."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, candidate: Candidate) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(candidate.name or candidate.email or candidate.phone)


@dataclass
class Preview:
    """Whom a campaign would reach if it were sent now, and whom not, by reason.

    `later`: how many of those reached it would reach only when their day begins. `by_sms`: how many by SMS.
    """

    reached: Group = field(default_factory=Group)
    left_out: dict[LeftOut, Group] = field(default_factory=dict)
    later: int = 0
    by_sms: int = 0

    def add(self, candidate: Candidate, way: Way, asking: AskingRules, now: datetime) -> None:
        """One more who is reached."""
        self.reached.add(candidate)
        self.by_sms += way is Way.SMS
        self.later += (
            asking.when(now, time_zone=candidate.time_zone, phone=candidate.phone, channel=way) > now
        )

    @property
    def by_email(self) -> int:
        return self.reached.count - self.by_sms

    @property
    def total(self) -> int:
        return self.reached.count + self.left_out_count

    @property
    def left_out_count(self) -> int:
        return sum(group.count for group in self.left_out.values())


def preview_campaign(
    *,
    organisation: Organisation,
    rules: list[dict[str, str]],
    now: datetime,
    sample: Sample = EVERYBODY,
    offer: str = Offer.EMAIL,
    panel: bool = False,
) -> Preview:
    """Weigh everybody in a segment as the sending would. Writes nothing; raises BadRules."""
    preview = Preview()
    people = panel_in if panel else contacts_in
    asking = AskingRules.of(organisation)
    accounts: set[str] = set()
    ways: dict[int, Way] = {}
    for chunk in chunks_of(candidates_among(people(organisation, rules), asking)):
        reasons = weigh_contacts(
            organisation=organisation,
            rules=asking,
            candidates=chunk,
            now=now,
            accounts=accounts,
            sample=sample,
            offer=offer,
            ways=ways,
            panel=panel,
        )
        for candidate, reason in zip(chunk, reasons, strict=True):
            if reason is None:
                preview.add(candidate, ways[candidate.pk], asking, now)
            else:
                preview.left_out.setdefault(reason, Group()).add(candidate)
    # The reasons always in the same order, not in that of the contacts.
    preview.left_out = {reason: preview.left_out[reason] for reason in LeftOut if reason in preview.left_out}
    return preview
