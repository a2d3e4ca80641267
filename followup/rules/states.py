"""Where a case stands, and what is to be done next. Plain Python."""

from enum import StrEnum


class State(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    MERGED = "merged"


class Todo(StrEnum):
    """The one thing a case asks for now."""

    TAKE = "take"  # nobody is in charge
    REACH = "reach"
    ANSWER = "answer"  # the customer wrote last
    SOLVE = "solve"
    WAIT = "wait"  # it is the customer's turn
    SLEEP = "sleep"
    NOTHING = "nothing"


def state_of(*, closed: bool, merged: bool, snoozed: bool, waiting: bool, started: bool) -> State:
    """One word for a case; where several fit, the one that says best why nobody is working on it."""
    if merged:
        return State.MERGED
    if closed:
        return State.CLOSED
    if snoozed:
        return State.SNOOZED
    if waiting:
        return State.WAITING
    return State.IN_PROGRESS if started else State.NEW


def todo_of(state: State, *, owned: bool, reached: bool, wrote: bool = False, held: bool = False) -> Todo:
    """What comes next for a case in this state. Who waits for an answer of somebody never reached has to reach them."""
    if held or state in {State.CLOSED, State.MERGED}:
        return Todo.NOTHING
    if not owned:
        return Todo.TAKE
    if state is State.SNOOZED:
        return Todo.SLEEP
    if wrote:
        return Todo.ANSWER
    if not reached:
        return Todo.REACH
    return Todo.WAIT if state is State.WAITING else Todo.SOLVE
