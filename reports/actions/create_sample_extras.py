"""Let the invented customers say what holds them back, what they miss and whom else they buy from."""

import random  # noqa: TID251 - an invented world, the same each time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Organisation
from reports.rules import sample_deeds as world
from responses.maths import scale
from responses.models import ExtraAnswer, Response, Testimonial
from surveys.models import Afterwards, EarnedCustomer, ReferralLink, Survey

BATCH = 2_000
Kind = ExtraAnswer.Kind


@transaction.atomic
def create_sample_extras(
    *, organisation: Organisation, survey: Survey, responses: Sequence[Response], now: datetime
) -> None:
    """Answers to the questions below the thank-you, and words to publish. They go with their answers."""
    rng = random.Random(13)  # noqa: S311
    Afterwards.objects.create(
        organisation=organisation,
        survey=survey,
        asks_barrier=True,
        asks_rival=True,
        asks_quotes=True,
        refers=True,
        landing_url=world.SHOP,
    )
    _links(rng, survey, responses, now)
    rows: list[ExtraAnswer] = []
    for response in responses:
        if rng.random() >= world.ASKED_RATE:
            continue
        # What is missed was asked until two months ago, whom else they buy from after that.
        late = response.answered_at > now - timedelta(days=60)
        rows.append(_barrier(rng, response))
        if rng.random() < 0.7:
            rows.append(_rival(rng, response) if late else _need(rng, response))
    ExtraAnswer.objects.bulk_create(rows, batch_size=BATCH)
    happy = [row for row in responses if row.score == scale.MAX and row.contact and row.language == "es"]
    Testimonial.objects.bulk_create(
        Testimonial(
            organisation=organisation,
            response=response,
            contact=response.contact,
            quote=quote,
            shown_name=str(response.contact).split()[0],
            consent=world.CONSENT,
            language=response.language,
            consented_at=response.answered_at,
        )
        for quote, response in zip(world.QUOTES, happy[-len(world.QUOTES) :], strict=False)
    )


def _links(rng: random.Random, survey: Survey, responses: Sequence[Response], now: datetime) -> None:
    """Links for friends: some are opened, and over a few somebody became a customer."""
    owner = survey.organisation
    asked = {row.contact_id: row for row in responses if row.contact_id and rng.random() < world.LINKS}
    links = ReferralLink.objects.bulk_create(
        ReferralLink(
            organisation=owner,
            survey=survey,
            contact=row.contact,
            given_at=row.answered_at,
            opened=rng.choice(world.LINK_OPENED),
        )
        for row in asked.values()
    )
    chance = {pk: world.LINK_EARNS[row.score > scale.PASSIVE_MAX] for pk, row in asked.items()}
    EarnedCustomer.objects.bulk_create(
        EarnedCustomer(
            organisation=owner,
            link=link,
            customer=f"amigo-{place}",
            at=min(now, link.given_at + timedelta(days=rng.uniform(1, 20))),
        )
        for place, link in enumerate(links)
        if link.opened and link.contact_id and rng.random() < chance[link.contact_id]
    )


def _pick(rng: random.Random, weighted: Mapping[str, float]) -> str:
    return rng.choices(list(weighted), list(weighted.values()))[0]


def _barrier(rng: random.Random, response: Response) -> ExtraAnswer:
    choice = _pick(rng, world.BARRIERS)
    return _row(
        response, Kind.BARRIER, choice=choice, text=rng.choice(world.OTHERS) if choice == "other" else ""
    )


def _need(rng: random.Random, response: Response) -> ExtraAnswer:
    return _row(response, Kind.NEED, text=_pick(rng, world.NEEDS))


def _rival(rng: random.Random, response: Response) -> ExtraAnswer:
    score = rng.choices(scale.SCORES, world.RIVAL_WEIGHTS)[0]
    name, most = _pick(rng, world.RIVALS), _pick(rng, world.RIVAL_MOST)
    return _row(response, Kind.RIVAL, choice=most, text=name, score=score)


def _row(
    response: Response, kind: Kind, *, choice: str = "", text: str = "", score: int | None = None
) -> ExtraAnswer:
    return ExtraAnswer(
        organisation_id=response.organisation_id,
        response=response,
        kind=kind,
        choice=choice,
        text=text,
        score=score,
        answered_at=response.answered_at,
    )
