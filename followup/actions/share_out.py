from django.db import transaction
from django.db.models import Count

from accounts.models import User
from followup.models import Case, Team
from followup.queries.case_workers import case_workers


@transaction.atomic
def share_out(*, team: Team) -> User | None:
    """Choose who of a team gets the next case; None when none of its members may work on cases any more.

    Two cases at once wait for each other here, so that "in turn" stays in turn.
    """
    team = Team.objects.of(team.organisation).select_for_update().get(pk=team.pk)
    able = {worker.pk for worker in case_workers(team.organisation)}
    members: list[User] = [user for user in team.members.order_by("pk") if user.pk in able]
    if not members:
        return None
    if team.share == Team.Share.LEAST_BUSY:
        counted = Case.objects.of(team.organisation).open().filter(owner__in=members).values("owner")
        busy = dict(counted.annotate(cases=Count("pk")).values_list("owner", "cases"))
        return min(members, key=lambda user: (busy.get(user.pk, 0), user.pk))
    last = team.last_id or 0
    chosen = next((user for user in members if user.pk > last), members[0])
    team.last = chosen
    team.save(update_fields=["last"])
    return chosen
