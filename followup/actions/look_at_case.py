from datetime import datetime, timedelta

from django.core.cache import cache

from accounts.models import Organisation, User

LOOKS_FOR = timedelta(seconds=30)


def look_at_case(*, organisation: Organisation, case_id: int, by: User, now: datetime) -> list[str]:
    """Note that somebody has a case before their eyes; return the names of the others who have.

    Kept in the cache only, for half a minute: two who arrive in the same moment see each other at the next
    refresh, and without a cache nobody sees anybody. No journal line: looking is no deed.
    """
    key = f"case-company:{organisation.pk}:{case_id}"
    fresh = (now - LOOKS_FOR).timestamp()
    company = {pk: seen for pk, seen in (cache.get(key) or {}).items() if seen[1] > fresh}
    company[by.pk] = (by.display_name, now.timestamp())
    cache.set(key, company, int(LOOKS_FOR.total_seconds()))
    return sorted(name for pk, (name, _at) in company.items() if pk != by.pk)
