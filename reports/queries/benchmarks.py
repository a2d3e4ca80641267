"""Which figures an organisation sees for an industry, and which one its score is compared with."""

from dataclasses import dataclass

from accounts.models import Organisation
from reports.models import Benchmark, BenchmarkChoice
from reports.models.benchmark import OWN
from reports.rules.benchmarks import SHIPPED, Figure

BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class ListedFigure:
    figure: Figure
    is_own: bool  # added by the organisation
    is_changed: bool  # a shipped one with other values


@dataclass(frozen=True)
class Chosen:
    """`figure` is None where nobody knows a figure of the chosen industry."""

    industry: str
    figure: Figure | None


def figures_of(organisation: Organisation, industry: str) -> list[ListedFigure]:
    """The figures of an industry: the shipped ones with the organisation's changes, then its own."""
    rows = list(Benchmark.objects.of(organisation).order_by("pk"))
    changed = {row.shipped_key: row for row in rows if row.shipped_key}
    listed = [
        ListedFigure(changed[figure.key].figure(), is_own=False, is_changed=True)
        if figure.key in changed
        else ListedFigure(figure, is_own=False, is_changed=False)
        for figure in SHIPPED
    ]
    listed += [
        ListedFigure(row.figure(), is_own=True, is_changed=False) for row in rows if not row.shipped_key
    ]
    return [one for one in listed if one.figure.industry == industry]


def find_figure(organisation: Organisation, key: str) -> tuple[Figure, Benchmark | None] | None:
    """A figure by its key, with the organisation's row of it if there is one; None where there is no such figure."""
    own = Benchmark.objects.of(organisation)
    number = key.removeprefix(OWN)
    if key.startswith(OWN):
        known = number.isascii() and number.isdigit() and int(number) <= BIGGEST_ID
        row = own.filter(pk=int(number), shipped_key="").first() if known else None
        return (row.figure(), row) if row else None
    shipped = next((figure for figure in SHIPPED if figure.key == key), None)
    if shipped is None:
        return None
    row = own.filter(shipped_key=key).first()
    return (row.figure() if row else shipped), row


def chosen(organisation: Organisation) -> Chosen | None:
    """What the organisation compares itself with; None until it has said so."""
    choice = BenchmarkChoice.objects.of(organisation).first()
    if choice is None:
        return None
    figures = [listed.figure for listed in figures_of(organisation, choice.industry)]
    wanted = next((figure for figure in figures if figure.key == choice.figure), None)
    return Chosen(choice.industry, wanted or (figures[0] if figures else None))
