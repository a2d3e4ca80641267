"""Every row belongs to an organisation, and every read of such a table starts with .of(organisation)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.models import Organisation, User
from accounts.models.owned import Owned

BASE = Path(settings.BASE_DIR)
FLOORS = ("views", "forms", "access.py", "actions", "queries", "channels", "transports", "api_v1", "tasks.py")
# Tables that belong to no single organisation.
SHARED = {
    "accounts.User": "a person may be in several organisations",
    "accounts.Organisation": "is one",
    "nps_app.Heartbeat": "about the machinery",
}
# What may follow `Model.objects.` besides `.of(...)`: new rows name their organisation, the database insists.
WRITES = {"create", "bulk_create"}
# "file: Model.method" -> why it may read across organisations, or by another key.
READS: dict[str, str] = {
    "accounts/access.py: Membership.filter": "the door itself: finds the organisation of the address",
    "accounts/views/home.py: Membership.filter": "a person's own memberships",
    "accounts/views/accept_invite.py: Invite.open_with": "the unguessable token is the key",
    "accounts/actions/accept_invite.py: Invite.select_for_update": "the unguessable token is the key",
    "accounts/tasks.py: Invite.expired": "sweep over all organisations",
}


def owned_models() -> dict[str, type[Owned]]:
    return {model.__name__: model for model in apps.get_models() if issubclass(model, Owned)}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in {"nps_app", *settings.ROOMS}]


def test_every_table_belongs_to_an_organisation():
    assert {model._meta.label for model in our_models() if not issubclass(model, Owned)} == set(SHARED)


def test_no_row_can_be_without_its_organisation():
    for model in owned_models().values():
        assert not model._meta.get_field("organisation").null, model


def test_rows_point_to_people_or_to_rows_of_an_organisation():
    for model in owned_models().values():
        for field in model._meta.local_fields:
            if field.is_relation:
                assert issubclass(field.related_model, Owned | User | Organisation), (
                    f"{model.__name__}.{field.name}"
                )


def sources() -> Iterator[Path]:
    for room in settings.ROOMS:
        for floor in FLOORS:
            path = BASE / room / floor
            yield from [path] if path.is_file() else path.rglob("*.py")


def unowned_reads(tree: ast.AST, models: set[str]) -> Iterator[str]:
    """`Model.objects.method` for every read that does not start with .of, and shortcuts given a bare model."""
    starts = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in models
        ):
            method = starts.get(id(node), node.attr)
            if method != "of" and method not in WRITES:
                yield f"{node.value.id}.{method}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"get_object_or_404", "get_list_or_404"}
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in models
        ):
            yield f"{node.args[0].id}.{node.func.id}"


def found_reads() -> set[str]:
    models = set(owned_models())
    return {
        f"{path.relative_to(BASE)}: {read}"
        for path in sources()
        for read in unowned_reads(ast.parse(path.read_text()), models)
    }


def test_every_read_starts_with_its_organisation():
    assert found_reads() - set(READS) == set(), "Start with .of(organisation), or say in READS why not."


def test_the_list_of_exceptions_is_not_stale():
    assert set(READS) - found_reads() == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Case.objects.of(organisation).get(pk=1)", []),
        ("Case.objects.create(organisation=o)", []),
        ("Case.objects.filter(pk=1)", ["Case.filter"]),
        ("Case.objects.all()", ["Case.all"]),
        ("get_object_or_404(Case, pk=pk)", ["Case.get_object_or_404"]),
        ("get_object_or_404(Case.objects, pk=pk)", ["Case.objects"]),
        ("rows = Case._default_manager.get(pk=pk)", ["Case.get"]),
        ("User.objects.filter(pk=1)", []),
    ],
)
def test_the_check_sees(code, found):
    assert list(unowned_reads(ast.parse(code), {"Case"})) == found
