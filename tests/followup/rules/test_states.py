import pytest

from followup.rules.states import State, Todo, state_of, todo_of

NOTHING = {"closed": False, "merged": False, "snoozed": False, "waiting": False, "started": False}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (set(), State.NEW),
        ({"started"}, State.IN_PROGRESS),
        ({"started", "waiting"}, State.WAITING),
        ({"started", "waiting", "snoozed"}, State.SNOOZED),
        ({"started", "closed"}, State.CLOSED),
        ({"started", "closed", "merged"}, State.MERGED),
    ],
)
def test_one_word_for_a_case(facts, state):
    assert state_of(**(NOTHING | dict.fromkeys(facts, True))) is state


@pytest.mark.parametrize(
    ("state", "owned", "reached", "todo"),
    [
        (State.NEW, False, False, Todo.TAKE),
        (State.SNOOZED, False, False, Todo.TAKE),
        (State.NEW, True, False, Todo.REACH),
        (State.WAITING, True, False, Todo.REACH),
        (State.IN_PROGRESS, True, True, Todo.SOLVE),
        (State.WAITING, True, True, Todo.WAIT),
        (State.SNOOZED, True, True, Todo.SLEEP),
        (State.CLOSED, True, True, Todo.NOTHING),
        (State.MERGED, False, False, Todo.NOTHING),
    ],
)
def test_what_comes_next(state, owned, reached, todo):
    assert todo_of(state, owned=owned, reached=reached) is todo


def test_whoever_wrote_is_answered_and_what_the_lot_holds_back_is_left_alone():
    assert todo_of(State.IN_PROGRESS, owned=True, reached=True, wrote=True) is Todo.ANSWER
    assert todo_of(State.NEW, owned=False, reached=False, held=True) is Todo.NOTHING
