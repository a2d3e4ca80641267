"""Who may do what. Roles are a table of named permissions; code asks for a permission, never for a role."""

from enum import StrEnum


class Permission(StrEnum):
    REPORT_VIEW = "report_view"  # aggregated numbers
    REPORT_EDIT = "report_edit"  # what happened on which day
    RESPONSE_VIEW = "response_view"  # single answers with comments and names
    CASE_VIEW = "case_view"
    CASE_WORK = "case_work"  # note, assign, close
    CONTACT_VIEW = "contact_view"
    CONTACT_EDIT = "contact_edit"
    CONTACT_IMPORT = "contact_import"
    SURVEY_VIEW = "survey_view"
    SURVEY_EDIT = "survey_edit"
    SURVEY_SEND = "survey_send"
    MESSAGE_VIEW = "message_view"
    EXPORT = "export"
    MEMBER_MANAGE = "member_manage"
    SETTINGS_EDIT = "settings_edit"
    SETTINGS_VIEW = "settings_view"


class Role(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    STAFF = "staff"
    VIEWER = "viewer"


_VIEWER = frozenset({Permission.REPORT_VIEW, Permission.SETTINGS_VIEW})
_STAFF = _VIEWER | {
    Permission.RESPONSE_VIEW,
    Permission.CASE_VIEW,
    Permission.CASE_WORK,
    Permission.CONTACT_VIEW,
    Permission.SURVEY_VIEW,
}
_MANAGER = _STAFF | {
    Permission.REPORT_EDIT,
    Permission.CONTACT_EDIT,
    Permission.CONTACT_IMPORT,
    Permission.SURVEY_EDIT,
    Permission.SURVEY_SEND,
    Permission.MESSAGE_VIEW,
    Permission.EXPORT,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: _MANAGER,
    Role.STAFF: _STAFF,
    Role.VIEWER: _VIEWER,
}


def allows(role: str, permission: Permission) -> bool:
    """Whether a role, as stored, carries a permission. An unknown role carries none."""
    return role in Role.__members__.values() and permission in PERMISSIONS[Role(role)]
