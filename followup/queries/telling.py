"""Who is told what an improvement changed, and who is not, with the reason."""

from dataclasses import dataclass

from contacts.models import Contact, Suppression
from contacts.queries.suppressed import suppressed_among
from delivery.models import Channel
from followup.models import Case, Improvement, ImprovementNotice
from followup.queries.improvements import cases_behind
from followup.queries.replying import language_of, why_not_write_to
from nps_app.lib.clock import day_start

# At most so many people in one go: a page somebody reads before sending. The next ones come afterwards.
MOST = 500


@dataclass(frozen=True)
class Person:
    """A customer with the newest case they have behind an improvement."""

    contact: Contact
    case: Case
    language: str
    why_not: str  # as why_not_write() says it, or "told"; empty: may be told


@dataclass(frozen=True)
class Telling:
    to: list[Person]
    not_to: list[Person]
    anonymous: int  # cases without a customer
    more: bool  # there are others, for another time

    @property
    def languages(self) -> list[str]:
        """The languages the texts are needed in, that of most people first."""
        count: dict[str, int] = {}
        for person in self.to:
            count[person.language] = count.get(person.language, 0) + 1
        return sorted(count, key=lambda language: (-count[language], language))


def telling(improvement: Improvement, *, languages: list[str]) -> Telling:
    """Everybody whose case came before the improvement held. Texts exist in `languages`, the first for all others.

    Three queries, however many people there are.
    """
    assert improvement.done_on is not None  # of those that ended
    since = day_start(improvement.done_on, improvement.organisation.zone)
    cases = (
        cases_behind(improvement)
        .filter(opened_at__lt=since)
        .select_related("contact", "response", "organisation")
    )
    newest: dict[int, Case] = {}
    anonymous = 0
    for case in cases.order_by("-opened_at", "-pk"):
        if case.contact_id is None:
            anonymous += 1
        else:
            newest.setdefault(case.contact_id, case)
    told = set(
        ImprovementNotice.objects.of(improvement.organisation)
        .filter(improvement=improvement, contact__isnull=False)
        .values_list("contact", flat=True)
    )
    addresses = [case.contact.email for case in newest.values() if case.contact]
    reasons = suppressed_among(improvement.organisation, Suppression.channel_of(Channel.EMAIL), addresses)
    people = [_person(case, case.contact_id in told, reasons, languages) for case in newest.values()]
    to = [person for person in people if not person.why_not]
    return Telling(to[:MOST], [person for person in people if person.why_not], anonymous, len(to) > MOST)


def _person(case: Case, is_told: bool, reasons: dict[str, str], languages: list[str]) -> Person:
    contact = case.contact
    assert contact is not None
    spoken = language_of(case).split("-")[0]
    # Here no suppression is overlooked: whoever asked to be contacted about a case did not ask for news.
    why = "told" if is_told else reasons.get(contact.email) or why_not_write_to(case, set())
    return Person(contact, case, spoken if spoken in languages else languages[0], why)
