from django.urls import path

from followup.views import (
    calendar,
    case,
    cases,
    choices,
    improvement,
    improvements,
    opening,
    saved_replies,
    team,
)

app_name = "followup"
urlpatterns = [
    path("o/<slug:org>/cases/", cases.cases, name="cases"),
    path("o/<slug:org>/cases/list/", cases.case_list, name="case_list"),
    path("o/<slug:org>/cases/<int:case_id>/", case.case, name="case"),
    path("o/<slug:org>/cases/<int:case_id>/note/", case.case_note, name="case_note"),
    path("o/<slug:org>/cases/<int:case_id>/assign/", case.case_assign, name="case_assign"),
    path("o/<slug:org>/cases/<int:case_id>/close/", case.case_close, name="case_close"),
    path("o/<slug:org>/cases/<int:case_id>/reopen/", case.case_reopen, name="case_reopen"),
    path("o/<slug:org>/cases/<int:case_id>/wait/", case.case_wait, name="case_wait"),
    path("o/<slug:org>/settings/working-hours/", calendar.calendar, name="calendar"),
    path("o/<slug:org>/cases/<int:case_id>/reply/", case.case_reply, name="case_reply"),
    path("o/<slug:org>/cases/replies/", saved_replies.replies, name="saved_replies"),
    path("o/<slug:org>/cases/replies/<int:reply_id>/", saved_replies.reply, name="saved_reply"),
    path("o/<slug:org>/settings/rules/", opening.rules, name="rules"),
    path("o/<slug:org>/settings/rules/new/", opening.rule_new, name="rule_new"),
    path("o/<slug:org>/settings/rules/<int:rule_id>/", opening.rule, name="rule"),
    path("o/<slug:org>/settings/rules/<int:rule_id>/move/", opening.rule_move, name="rule_move"),
    path("o/<slug:org>/settings/teams/new/", team.team_new, name="team_new"),
    path("o/<slug:org>/settings/teams/<int:team_id>/", team.team, name="team"),
    path("o/<slug:org>/settings/causes/", choices.choices, {"kind": "cause"}, name="causes"),
    path("o/<slug:org>/settings/causes/<int:choice_id>/", choices.choice, {"kind": "cause"}, name="cause"),
    path("o/<slug:org>/settings/actions/", choices.choices, {"kind": "remedy"}, name="remedies"),
    path("o/<slug:org>/settings/actions/<int:choice_id>/", choices.choice, {"kind": "remedy"}, name="remedy"),
    path("o/<slug:org>/improvements/", improvements.improvements, name="improvements"),
    path("o/<slug:org>/improvements/new/", improvements.improvement_new, name="improvement_new"),
    path("o/<slug:org>/improvements/<int:improvement_id>/", improvement.improvement, name="improvement"),
    path(
        "o/<slug:org>/improvements/<int:improvement_id>/edit/",
        improvements.improvement_edit,
        name="improvement_edit",
    ),
    path(
        "o/<slug:org>/improvements/<int:improvement_id>/end/",
        improvement.improvement_end,
        name="improvement_end",
    ),
    path(
        "o/<slug:org>/improvements/<int:improvement_id>/again/",
        improvement.improvement_reopen,
        name="improvement_reopen",
    ),
    path(
        "o/<slug:org>/improvements/<int:improvement_id>/tell/",
        improvement.improvement_tell,
        name="improvement_tell",
    ),
    path(
        "o/<slug:org>/cases/<int:case_id>/improvement/",
        improvements.case_improvement,
        name="case_improvement",
    ),
]
