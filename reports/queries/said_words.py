"""What the page of saying and buying says, in words: the same on the page, in mails and exports. Never "because"."""

from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nps_app.lib import formats
from reports.rules.cohorts import Group
from reports.rules.proof import Share
from reports.rules.said import Claim, Reading, Row, Verdict
from responses.maths.interval import Interval
from responses.maths.score import round_half_away
from responses.maths.survival import Bought

# Limits this close to even, as a share of the width, are told as one number with its give and take.
EVEN = 0.1


@dataclass(frozen=True)
class Pair:
    """Promoters against one other group: as they are, and among customers with the same past."""

    other: str
    crude: Claim
    equals: Claim
    words: list[str]


@dataclass(frozen=True)
class Words:
    """Every sentence of the page, in the order in which it says them."""

    rates: list[str]
    pairs: list[Pair]
    reorders: str
    open: str
    gap: str
    promoters: str
    others: str
    rank: str
    pace: str
    no_cause: str

    @property
    def sentences(self) -> list[str]:
        """All of them, as a mail or an export has them."""
        compared = [sentence for pair in self.pairs for sentence in pair.words]
        rest = [self.reorders, self.open, self.gap, self.promoters, self.others, self.rank, self.pace]
        return [*self.rates, *compared, *(one for one in rest if one), self.no_cause]


def said_words(reading: Reading, region: str) -> Words:
    """The sentences that these counts allow."""
    told = (Group.PROMOTER, Group.DETRACTOR, reading.control)
    return Words(
        rates=[_rate(row, reading.horizon) for row in reading.rows if row.group in told],
        pairs=[_pair(one, two, region) for one, two in zip(reading.crude, reading.equals, strict=True)],
        reorders=_reorders(reading, region),
        open=_open(reading, region),
        gap=_gap(reading.gap, reading.horizon),
        promoters=_kpi(reading.promoters, region, are_promoters=True),
        others=_kpi(reading.others, region, are_promoters=False),
        rank=_rank(reading, region),
        pace=_pace(reading),
        no_cause=_("This describes and proves no cause: those who already bought more also score higher."),
    )


def group_words(group: Group) -> str:
    """A group as a heading calls it."""
    return {
        Group.PROMOTER: _("Promoters"),
        Group.PASSIVE: _("Passives"),
        Group.DETRACTOR: _("Detractors"),
        Group.SILENT: _("Asked and silent"),
        Group.NEVER: _("Not asked yet"),
    }[group]


def points_words(change: float, around: Interval, region: str) -> str:
    """A difference of shares in points: "0 ± 7.4", or with both ends where these are uneven."""
    down, up = 100 * (change - around.low), 100 * (around.high - change)
    middle = _tenths(100 * change, region, sign=True)
    if abs(up - down) <= EVEN * (up + down):
        return _("%(middle)s ± %(half)s points") % {
            "middle": middle,
            "half": _tenths((up + down) / 2, region),
        }
    low, high = (_tenths(100 * end, region, sign=True) for end in (around.low, around.high))
    return _("%(middle)s points (%(low)s to %(high)s)") % {"middle": middle, "low": low, "high": high}


def _tenths(value: float, region: str, *, sign: bool = False) -> str:
    tenths = round_half_away(10 * value) / 10
    words = str(format_decimal(abs(tenths), format="0.#", locale=formats.region_locale(region)))
    if not sign or not tenths:
        return words
    return ("+" if tenths > 0 else formats.MINUS) + words


def _rate(row: Row, days: int) -> str:
    found = row.by(days)
    if found is None:
        return _("%(group)s: too few are in sight for %(days)s days to say anything.") % {
            "group": group_words(row.group),
            "days": days,
        }
    sentence = {
        Group.PROMOTER: _(
            "Of every 100 promoters, %(rate)s bought again within %(days)s days (between %(low)s and %(high)s)."
        ),
        Group.DETRACTOR: _(
            "Of every 100 detractors, %(rate)s bought again within %(days)s days (between %(low)s and %(high)s)."
        ),
        Group.SILENT: _(
            "Of every 100 who were asked and stayed silent, %(rate)s bought again within %(days)s days"
            " (between %(low)s and %(high)s)."
        ),
        Group.NEVER: _(
            "Of every 100 who had not been asked yet, %(rate)s bought again within %(days)s days"
            " (between %(low)s and %(high)s)."
        ),
    }[row.group]
    return sentence % ({"days": days} | _percents(found))


def _percents(found: Bought) -> dict[str, object]:
    ends = {"rate": found.rate, "low": found.interval.low, "high": found.interval.high}
    return {name: round_half_away(100 * value) for name, value in ends.items()}


def _pair(crude: Claim, equals: Claim, region: str) -> Pair:
    others = {
        Group.DETRACTOR: _("detractors"),
        Group.SILENT: _("those who stayed silent"),
        Group.NEVER: _("those who had not been asked yet"),
    }[crude.other]
    words = [_crude(crude) % {"others": others, "points": _points(crude, region)}]
    if crude.verdict is not Verdict.UNKNOWN:
        before = points_words(equals.before.adjusted, equals.before.interval, region) if equals.before else ""
        words.append(_equals(crude, equals) % {"points": _points(equals, region), "before": before})
    return Pair(others, crude, equals, words)


def _points(claim: Claim, region: str) -> str:
    if claim.change is None or claim.interval is None:
        return ""
    return points_words(claim.change, claim.interval, region)


def _crude(claim: Claim) -> str:
    return {
        Verdict.MORE: _(
            "Saying and buying go together: promoters bought again more often than %(others)s, %(points)s."
        ),
        Verdict.FEWER: _(
            "Saying and buying do not go together: promoters bought again less often than %(others)s, %(points)s."
        ),
        Verdict.UNPROVEN: _(
            "With these data it cannot be said that promoters buy more than %(others)s: %(points)s."
        ),
        Verdict.UNKNOWN: _("Promoters and %(others)s are too few to be compared."),
    }[claim.verdict]


def _equals(crude: Claim, equals: Claim) -> str:
    if equals.verdict is Verdict.UNKNOWN:
        return _("Too few of them have the same past to be compared among equals.")
    if equals.verdict is Verdict.UNPROVEN:
        return _unproven(crude)
    if equals.verdict is Verdict.HABIT:
        return _habit(crude)
    if equals.verdict is crude.verdict:
        return _("Among customers with the same past it is so too: %(points)s.")
    if equals.verdict is Verdict.MORE:
        return _("But among customers with the same past promoters bought again more often: %(points)s.")
    return _("But among customers with the same past promoters bought again less often: %(points)s.")


def _unproven(crude: Claim) -> str:
    if crude.verdict is Verdict.UNPROVEN:
        return _("Among customers with the same past no difference is proven either: %(points)s.")
    if crude.verdict is Verdict.FEWER:
        return _("But among customers with the same past no difference is proven: %(points)s.")
    if crude.other is Group.DETRACTOR:
        return _(
            "But among customers with the same past no difference is proven: %(points)s. It may be that those who"
            " buy often also score higher."
        )
    return _(
        "But among customers with the same past no difference is proven: %(points)s. It may be that those who"
        " buy often also answer more readily."
    )


def _habit(crude: Claim) -> str:
    if crude.verdict is not Verdict.MORE:
        return _(
            "But among customers with the same past nothing is proven beyond what they did before already:"
            " %(points)s afterwards, %(before)s before."
        )
    if crude.other is Group.DETRACTOR:
        return _(
            "But among customers with the same past nothing is proven beyond what they did before already:"
            " %(points)s afterwards, %(before)s before. It may be that those who buy often also score higher."
        )
    return _(
        "But among customers with the same past nothing is proven beyond what they did before already:"
        " %(points)s afterwards, %(before)s before. It may be that those who buy often also answer more readily."
    )


def _reorders(reading: Reading, region: str) -> str:
    share = reading.reorders
    if share is None:
        buy_more = any(one.other is Group.DETRACTOR and one.verdict is Verdict.FEWER for one in reading.crude)
        return _unknown_reorders() if buy_more and not reading.tells_failed else ""
    return _(
        "Of the %(n)s detractors who bought again, %(did)s had an order cancelled or paid back in the 60 days"
        " before they answered: they may have ordered again what had failed."
    ) % {"n": formats.whole(share.n, region), "did": formats.whole(share.did, region)}


def _unknown_reorders() -> str:
    return _(
        "Detractors who buy more may be ordering again what had failed. Purchases that say which orders were"
        " cancelled or paid back would show it."
    )


def _open(reading: Reading, region: str) -> str:
    if not reading.open:
        return ""
    return ngettext(
        "For %(number)s customer the %(days)s days are not over; they count with the time they were seen.",
        "For %(number)s customers the %(days)s days are not over; they count with the time they were seen.",
        reading.open,
    ) % {"number": formats.whole(reading.open, region), "days": reading.horizon}


def _gap(gap: Bought | None, days: int) -> str:
    if gap is None:
        return ""
    return _(
        "The gap between saying and doing: of every 100 promoters, %(rate)s had not bought again within %(days)s"
        " days (between %(low)s and %(high)s)."
    ) % ({"days": days} | _percents(gap))


def _kpi(share: Share, region: str, *, are_promoters: bool) -> str:
    around = share.interval
    if around is None or share.rate is None:
        return ""
    sentence = (
        _("Promoters who buy: %(rate)s (%(low)s to %(high)s), %(did)s of %(n)s whose days are over.")
        if are_promoters
        else _("Everybody else: %(rate)s (%(low)s to %(high)s), %(did)s of %(n)s whose days are over.")
    )
    return sentence % {
        "rate": formats.percent(round_half_away(100 * share.rate), region),
        "low": round_half_away(100 * around.low),
        "high": round_half_away(100 * around.high),
        "did": formats.whole(share.did, region),
        "n": formats.whole(share.n, region),
    }


def _rank(reading: Reading, region: str) -> str:
    rank = reading.rank
    if rank is None or rank.interval is None:
        return ""
    locale = formats.region_locale(region)
    ends = {"rho": rank.spearman, "low": rank.interval.low, "high": rank.interval.high}
    numbers = {
        name: format_decimal(round(value, 2) + 0.0, format="0.00", locale=locale).replace("-", formats.MINUS)
        for name, value in ends.items()
    }
    sentence = {
        Verdict.MORE: _(
            "Higher scores and more money go together: rank correlation %(rho)s (%(low)s to %(high)s)."
        ),
        Verdict.FEWER: _(
            "Higher scores and less money go together: rank correlation %(rho)s (%(low)s to %(high)s)."
        ),
        Verdict.UNPROVEN: _(
            "Score and money: no connection is proven, rank correlation %(rho)s (%(low)s to %(high)s)."
        ),
    }[reading.rank_verdict]
    return sentence % numbers


def _pace(reading: Reading) -> str:
    if reading.log_rank is None:
        return ""
    if reading.paces_differ:
        return _("All groups together: they do not buy again at the same pace (log-rank test).")
    return _("All groups together: nothing says that they buy again at a different pace (log-rank test).")
