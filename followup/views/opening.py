"""Which answers become a case and who takes care of it: the rules, in order, and the teams."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Segment
from contacts.queries.audience import property_names
from followup.actions.delete_rule import delete_rule
from followup.actions.move_rule import move_rule
from followup.actions.save_rule import save_rule
from followup.forms.opening import RuleForm, initial_of
from followup.models import OpeningRule
from followup.queries.case_workers import case_workers
from followup.queries.opening import rules_of, teams_of, try_rules
from responses.queries.chips import theme_names
from responses.queries.themes import themes_of


@require_safe
@allow(Permission.SETTINGS_EDIT)
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in their order, what they would make of the newest answers, and the teams."""
    listed = rules_of(request.organisation)
    context = {
        "rules": listed,
        "teams": teams_of(request.organisation),
        "tried": try_rules(request.organisation, listed),
        "names": {
            **dict(Segment.objects.of(request.organisation).values_list("pk", "name")),
            **theme_names(themes_of(request.organisation)),
        },
    }
    return render(request, "followup/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def rule_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, OpeningRule(organisation=request.organisation, position=0))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """One rule: change it, or take it away."""
    rule = _rule(request, rule_id)
    if "delete" in request.POST:
        delete_rule(rule=rule, by=request.user, now=timezone.now())
        messages.success(request, _("The rule is gone."))
        return redirect("followup:rules", request.organisation.slug)
    return _edit(request, rule)


@require_POST
@allow(Permission.SETTINGS_EDIT)
def rule_move(request: HttpRequest, rule_id: int) -> HttpResponse:
    move_rule(rule=_rule(request, rule_id), up="up" in request.POST, by=request.user, now=timezone.now())
    return redirect("followup:rules", request.organisation.slug)


def _edit(request: HttpRequest, rule: OpeningRule) -> HttpResponse:
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        workers=case_workers(request.organisation),
        teams=teams_of(request.organisation),
        segments=list(Segment.objects.of(request.organisation).order_by("name")),
        themes=theme_names(themes_of(request.organisation)),
        initial=initial_of(rule),
    )
    if request.method == "POST" and form.is_valid():
        save_rule(rule=rule, values=form.values, by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("followup:rules", request.organisation.slug)
    context = {"form": form, "rule": rule, "property_names": property_names(request.organisation)}
    return render(request, "followup/rule.html", context, status=422 if form.is_bound else 200)


def _rule(request: HttpRequest, rule_id: int) -> OpeningRule:
    return get_object_or_404(OpeningRule.objects.of(request.organisation), pk=rule_id)
