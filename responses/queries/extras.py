"""Which questions are put below the thank-you, and what was said to them already."""

from dataclasses import dataclass

from contacts.models import Standing
from responses.maths import scale
from responses.models import ExtraAnswer, Response
from surveys.models import Afterwards

Kind = ExtraAnswer.Kind
NOT_BUYING = "_not"  # how the quadrants end of those whose time to buy has come and gone, or who never bought


@dataclass(frozen=True)
class Extras:
    """The questions, at most two, and what was said to each before."""

    kinds: tuple[str, ...]
    said: dict[str, ExtraAnswer]


def extras_for(response: Response) -> Extras | None:
    """What is asked of whoever gave this answer; None: nothing."""
    row = Afterwards.objects.of(response.organisation).filter(survey=response.survey_id).first()
    kinds = tuple(kind.value for kind in Kind if row is not None and getattr(row, f"asks_{kind}"))
    if row is not None and row.only_hesitant and not _is_hesitant(response):
        kinds = tuple(kind for kind in kinds if kind != Kind.BARRIER)
    if not kinds:
        return None
    given = ExtraAnswer.objects.of(response.organisation).filter(response=response, kind__in=kinds)
    return Extras(kinds, {extra.kind: extra for extra in given})


def _is_hesitant(response: Response) -> bool:
    """Says yes now, and is known and does not buy."""
    if response.contact_id is None or scale.category(response.score) != "promoter":
        return False
    standing = Standing.objects.of(response.organisation).filter(contact=response.contact_id).first()
    return standing is None or not standing.quadrant or standing.quadrant.endswith(NOT_BUYING)
