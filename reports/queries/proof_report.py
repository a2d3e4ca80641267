"""The page "does it help?" as sentences and tables. Teams, but no people: reports leave the house."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from nps_app.lib import formats
from nps_app.lib.clock import Window
from reports.queries.case_work import CauseShare, Work, case_work, causes
from reports.queries.proof import SINCE, Compare, Proof, chosen_comparison, drawn_by_lot, proof
from reports.queries.report import Cell, Report, Table
from reports.rules.proof import Judged, Share

# In what two groups are compared.
RESPECTS = {
    "better": gettext_lazy("Answered again, and are detractors no longer"),
    "stayed": gettext_lazy("Still customers half a year later"),
    "bought_90": gettext_lazy("Bought within 90 days"),
    "bought_180": gettext_lazy("Bought within 180 days"),
}


def proof_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page at this address says."""
    compare = chosen_comparison(query.get("compare", ""), drawn_by_lot(organisation, now=now))
    department = query.get("department", "")
    found = proof(organisation, now=now, compare=compare, department=department)
    work = case_work(organisation, now=now, department=department)
    first, second = _groups(compare)
    return Report(
        headline=_verdict(found),
        sentences=[_verdict(found), *_sentences(found, work, first, second, organisation.region)],
        tables=[
            _respects(found, first, second),
            _teams(work),
            _causes(causes(organisation, now=now, department=department)),
        ],
        window=Window(now - SINCE, now),
        filters=[
            (_("Compared"), f"{first} / {second}"),
            *([(_("Department"), department)] if department else []),
        ],
    )


def _groups(compare: Compare) -> tuple[str, str]:
    return {
        Compare.LOT: (_("Drawn to be worked"), _("Held back")),
        Compare.FAST: (_("Reached in two days"), _("Reached later")),
        Compare.WORKED: (_("Reached"), _("Not reached")),
    }[compare]


def _verdict(found: Proof) -> str:
    if found.helps and found.harms:
        return _(
            "The first group fares better in one respect and worse in another, both by more than chance explains."
        )
    if found.helps:
        return _("It seems to help: the first group fares better, by more than chance explains.")
    if found.harms:
        return _("The first group fares worse, by more than chance explains.")
    return _("Not proven: with these customers, what you see can be chance.")


def _sentences(found: Proof, work: Work, first: str, second: str, region: str) -> list[str]:
    said = [
        _("%(first)s: %(n)s. %(second)s: %(m)s.")
        % {
            "first": first,
            "second": second,
            "n": formats.whole(found.first.n, region),
            "m": formats.whole(found.second.n, region),
        }
    ]
    if found.compare is Compare.LOT:
        said.append(_("A lot decided who was worked, so that only the work can explain a difference."))
    else:
        said.append(_("Careful: scores rise by themselves, and nobody drew lots."))
    if work.in_time.n:
        shares = {
            "did": formats.whole(work.in_time.did, region),
            "all": formats.whole(work.in_time.n, region),
        }
        said.append(_("%(did)s of %(all)s on time.") % shares)
    return said


def _respects(found: Proof, first: str, second: str) -> Table:
    columns = [
        _("What they did"),
        first,
        _("of"),
        second,
        _("of"),
        _("Difference, points"),
        _("From"),
        _("To"),
        _("Verdict"),
    ]
    rows: list[list[Cell]] = [[str(RESPECTS[one.key]), *_numbers(one.judged)] for one in found.respects]
    return Table(_("What became of them"), columns, rows)


def _numbers(judged: Judged) -> list[Cell]:
    ends: list[Cell] = [None, None, None]
    if judged.change is not None and judged.interval is not None:
        ends = [round(100 * value, 1) for value in (judged.change, judged.interval.low, judged.interval.high)]
    verdict = _("Too few") if judged.change is None else _("Proven") if judged.proven else _("Not proven")
    return [judged.first.did, judged.first.n, judged.second.did, judged.second.n, *ends, verdict]


def _teams(work: Work) -> Table:
    columns = [
        _("Team"),
        _("Cases"),
        _("Half reached within, hours"),
        _("On time"),
        _("of"),
        _("Solved"),
        _("of"),
    ]
    rows: list[list[Cell]] = [
        [line.name, line.cases, line.median_hours, *_counts(line.in_time.first), *_counts(line.solved.first)]
        for line in work.teams
    ]
    whole: list[Cell] = [
        _("All cases"),
        work.cases,
        work.median_hours,
        *_counts(work.in_time),
        *_counts(work.solved),
    ]
    return Table(_("How cases were worked"), columns, [*rows, whole])


def _counts(share: Share) -> list[Cell]:
    return [share.did, share.n]


def _causes(found: list[CauseShare]) -> Table:
    columns = [_("Cause"), _("Cases"), _("Share, %"), _("From (%)"), _("To (%)")]
    rows: list[list[Cell]] = []
    for one in found:
        ends = (
            [round(100 * one.interval.low, 1), round(100 * one.interval.high, 1)]
            if one.interval
            else [None, None]
        )
        rows.append([one.name, one.n, round(one.percent, 1), *ends])
    return Table(_("Why they were unhappy"), columns, rows)
