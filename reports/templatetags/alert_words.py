"""What an alert says: the same words on the page, in the mail and in the digest."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nps_app.lib import formats
from reports.models import Alert
from responses.maths.score import round_half_away, shown

register = template.Library()

OUTCOMES = {
    Alert.Outcome.RECOVERED: gettext_lazy("The score came back."),
    Alert.Outcome.USUAL: gettext_lazy("The new score has become the usual one."),
    Alert.Outcome.SUPERSEDED: gettext_lazy("It went on the same way; a newer alert tells it."),
    Alert.Outcome.CONFIRMED: gettext_lazy("It was proven; a newer alert tells it."),
    Alert.Outcome.FADED: gettext_lazy("It came to nothing."),
    Alert.Outcome.UNWATCHED: gettext_lazy("This score is no longer watched, or hardly anybody answers."),
}


@register.simple_tag
def alert_what(alert: Alert) -> str:
    """Which score it is about: Customers; Customers, branch: Centro."""
    if not alert.group_by:
        return str(alert.survey.name)
    return _("%(survey)s, %(group_by)s: %(group)s") % {
        "survey": alert.survey.name,
        "group_by": alert.group_by,
        "group": alert.group,
    }


@register.simple_tag
def alert_headline(alert: Alert) -> str:
    """What happened, in one sentence."""
    words = {
        ("drop", "alarm"): _("%(what)s: the score has dropped from %(before)s to %(after)s."),
        ("rise", "alarm"): _("%(what)s: the score has risen from %(before)s to %(after)s."),
        ("drop", "watch"): _("%(what)s: the score may be dropping, from %(before)s to %(after)s."),
    }
    before, after = shown(alert.before), shown(alert.after)
    return words[alert.direction, alert.level] % {
        "what": alert_what(alert),
        "before": formats.signed(before.score if before else None),
        "after": formats.signed(after.score if after else None),
    }


@register.simple_tag
def alert_proof(alert: Alert) -> str:
    """Since when, and how sure."""
    region = alert.organisation.region
    return _(
        "It began about %(day)s. With 95%% confidence the change lies between %(low)s and %(high)s points:"
        " %(before)s answers before, %(after)s since."
    ) % {
        "day": formats.day(alert.changed_on, region),
        "low": formats.signed(round_half_away(alert.low)),
        "high": formats.signed(round_half_away(alert.high)),
        "before": formats.whole(alert.before.n, region),
        "after": formats.whole(alert.after.n, region),
    }


@register.simple_tag
def alert_span(alert: Alert, side: str) -> str:
    """The days of one side, both ends inside."""
    region, day = alert.organisation.region, timedelta(days=1)
    first, end = (
        (alert.before_from, alert.changed_on) if side == "before" else (alert.changed_on, alert.told_on)
    )
    return f"{formats.day(first, region)} – {formats.day(end - day, region)}"


@register.filter
def outcome_words(outcome: str) -> str:
    """{{ alert.outcome|outcome_words }}: how it ended."""
    return str(OUTCOMES.get(Alert.Outcome(outcome), "")) if outcome else ""
