"""The matrix of roles, told line by line: a change here is a decision, not an accident."""

import itertools

from accounts.permissions import PERMISSIONS, Permission, Role, allows


def test_each_role_may_at_least_what_the_one_below_may():
    ladder = [PERMISSIONS[role] for role in (Role.VIEWER, Role.STAFF, Role.MANAGER, Role.OWNER)]
    assert all(lower < higher for lower, higher in itertools.pairwise(ladder))


def test_owner_may_everything():
    assert PERMISSIONS[Role.OWNER] == frozenset(Permission)


def test_only_owners_manage_people_and_settings():
    for permission in (Permission.MEMBER_MANAGE, Permission.SETTINGS_EDIT):
        assert [role for role in Role if allows(role, permission)] == [Role.OWNER]


def test_viewers_see_no_single_answer_and_no_person():
    for permission in (
        Permission.RESPONSE_VIEW,
        Permission.CONTACT_VIEW,
        Permission.CASE_VIEW,
        Permission.EXPORT,
    ):
        assert not allows(Role.VIEWER, permission)


def test_staff_work_cases_but_send_nothing():
    assert allows(Role.STAFF, Permission.CASE_WORK)
    for permission in (Permission.SURVEY_SEND, Permission.CONTACT_EDIT, Permission.EXPORT):
        assert not allows(Role.STAFF, permission)


def test_an_unknown_role_may_nothing():
    assert not any(allows("admin", permission) for permission in Permission)
