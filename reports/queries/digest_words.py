"""A digest as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nps_app.lib import formats
from nps_app.lib.charts import Point
from reports.queries.dashboard_report import change_words, headline
from reports.queries.digest import DepartmentCases, Digest
from reports.queries.score_card import ScoreCard


def digest_title(digest: Digest, region: str) -> str:
    """The week from 4 May 2026 to 10 May 2026; or the day."""
    last = formats.day(digest.last, region)
    if digest.first == digest.last:
        return last
    return _("%(first)s to %(last)s") % {"first": formats.day(digest.first, region), "last": last}


def digest_subject(digest: Digest, region: str) -> str:
    """What is new, in one line."""
    if not digest.has_news:
        return _("Nothing new, %(days)s") % {"days": digest_title(digest, region)}
    return _("%(score)s; %(new)s new, %(days)s") % {
        "score": headline(digest.numbers.card, region),
        "new": formats.whole(digest.numbers.new.n, region),
        "days": digest_title(digest, region),
    }


def score_sentences(digest: Digest, region: str) -> list[str]:
    """The score of the 90 days with its interval and its change: what the picture shows."""
    card = digest.numbers.card
    words = _("In the 90 days up to %(day)s: %(score)s.") % {
        "day": formats.day(digest.last, region),
        "score": headline(card, region),
    }
    said = [words]
    if card.shown is not None:
        ends = {"low": formats.signed(card.low), "high": formats.signed(card.high)}
        said.append(_("With 95%% confidence between %(low)s and %(high)s.") % ends)
    else:
        said.append(_("Under 10 answers there is no score."))
    if digest.numbers.change is not None:
        said.append(change_words(digest.numbers.change, region))
    return said


def news_sentences(digest: Digest, region: str) -> list[str]:
    """What came in."""
    new, rate = digest.numbers.new, digest.numbers.rate
    if not new.n:
        return [_("No new answers.")]
    said = [_new_words(new, region)]
    if rate is not None and rate.percent is not None:
        said.append(
            _("Of %(invited)s people asked in these days %(percent)s have answered.")
            % {
                "invited": formats.whole(rate.invited, region),
                "percent": formats.percent(rate.percent, region),
            }
        )
    return said


def _new_words(card: ScoreCard, region: str) -> str:
    words = ngettext(
        "%(n)s new answer: promoters %(pro)s, passives %(pas)s, detractors %(det)s.",
        "%(n)s new answers: promoters %(pro)s, passives %(pas)s, detractors %(det)s.",
        card.n,
    )
    sides = {name: formats.whole(getattr(card.counts, name), region) for name in ("pro", "pas", "det")}
    return words % {"n": formats.whole(card.n, region), **sides}


def case_sentences(digest: Digest, region: str) -> list[str]:
    """What waits; nothing for readers who may not see cases."""
    said = []
    if digest.department is not None:
        said.append(_department_words(digest.department, region))
    if digest.mine is not None and digest.mine.open:
        said.append(
            _("Your open cases: %(open)s, overdue: %(overdue)s.")
            % {name: formats.whole(getattr(digest.mine, name), region) for name in ("open", "overdue")}
        )
    if digest.cases is not None and digest.cases.open:
        said.append(
            _("All open cases: %(open)s, overdue: %(overdue)s.")
            % {name: formats.whole(getattr(digest.cases, name), region) for name in ("open", "overdue")}
        )
    return said


def _department_words(department: DepartmentCases, region: str) -> str:
    words = ngettext(
        "%(departments)s: %(new)s new case; open %(open)s, overdue %(overdue)s.",
        "%(departments)s: %(new)s new cases; open %(open)s, overdue %(overdue)s.",
        department.new,
    )
    return words % {
        "departments": ", ".join(department.names),
        "new": formats.whole(department.new, region),
        "open": formats.whole(department.counts.open, region),
        "overdue": formats.whole(department.counts.overdue, region),
    }


def chart_points(digest: Digest, region: str) -> list[Point]:
    """The scores of the weeks as the picture draws them."""
    return [
        Point(
            label=formats.day(point.start, region, year=False),
            note=formats.whole(point.card.n, region),
            value=point.card.shown.score if point.card.shown else None,
            low=point.card.low,
            high=point.card.high,
        )
        for point in digest.numbers.points
    ]
