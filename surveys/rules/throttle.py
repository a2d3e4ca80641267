"""May we ask this person now? People who are asked too often stop answering, and start complaining."""

from datetime import datetime, timedelta

# Over all surveys and channels.
PAUSE = timedelta(days=90)
# Whatever a company sets: nobody is asked twice within a day.
SHORTEST_PAUSE = timedelta(hours=24)


def effective_pause(pause: timedelta) -> timedelta:
    """The pause that holds, where `pause` was wished for."""
    return max(pause, SHORTEST_PAUSE)


def asked_too_recently(last_asked: datetime | None, *, now: datetime, pause: timedelta = PAUSE) -> bool:
    """Whether the last question is too fresh for another one."""
    return last_asked is not None and now - last_asked < effective_pause(pause)
