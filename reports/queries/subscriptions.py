"""Who is mailed what about the scores of an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Membership, Organisation
from accounts.permissions import Permission
from reports.models import Alert, Mute, Subscription


@dataclass(frozen=True)
class Subscriber:
    """A member with what they chose; what nobody chose yet is not stored."""

    member: Membership
    subscription: Subscription


def usual_subscription(member: Membership) -> Subscription:
    """What somebody gets who never chose: whoever runs surveys hears of changes, and once a week of the rest.

    Once a week, too, whoever belongs to a department hears of it; of several, of all answers and their cases.
    """
    property_, departments = member.organisation.department_property, member.departments
    only = departments[0] if property_ and len(departments) == 1 else ""
    runs_surveys = member.can(Permission.SURVEY_EDIT)
    return Subscription(
        organisation=member.organisation,
        user=member.user,
        alerts=runs_surveys,
        digest=Subscription.Digest.WEEKLY if runs_surveys or departments else Subscription.Digest.OFF,
        group_by=property_ if only else "",
        group=only,
    )


def subscription_of(member: Membership) -> Subscription:
    """What a member chose, or gets until then."""
    found = Subscription.objects.of(member.organisation).filter(user=member.user).first()
    return found or usual_subscription(member)


def subscribers(organisation: Organisation) -> list[Subscriber]:
    """Every member who may see reports. Whoever left the organisation gets nothing, whatever they chose."""
    chosen = {row.user_id: row for row in Subscription.objects.of(organisation)}
    members = Membership.objects.of(organisation).select_related("user", "organisation").order_by("pk")
    return [
        Subscriber(member, chosen.get(member.user_id) or usual_subscription(member))
        for member in members
        if member.can(Permission.REPORT_VIEW) and member.user.is_active
    ]


def muted_streams(
    organisation: Organisation, users: Iterable[int], *, today: date
) -> set[tuple[int, int, str, str]]:
    """(person, survey, property, value) of which no mail is wanted today."""
    rows = Mute.objects.of(organisation).filter(user__in=list(users)).exclude(until__lte=today)
    return set(rows.values_list("user", "survey", "group_by", "group"))


def is_about(subscription: Subscription, alert: Alert) -> bool:
    """Whether an alert is about the surveys and the department somebody chose."""
    if subscription.survey_ids and alert.survey_id not in subscription.survey_ids:
        return False
    if not subscription.group_by:
        return True
    return (alert.group_by, alert.group) == (subscription.group_by, subscription.group)
