"""/o/<org>/settings/departments/: which property names a department, and who belongs to which."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.models import Membership
from accounts.permissions import Permission
from contacts.queries.audience import has_property, property_names
from followup.actions.set_department_property import set_department_property
from followup.actions.set_departments import set_departments
from followup.forms.departments import MemberForm, PropertyForm
from followup.queries.departments import department_list, departments_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def departments(request: HttpRequest) -> HttpResponse:
    """The property, the departments it gives, and the members."""
    form = PropertyForm(
        request.POST if request.method == "POST" else None,
        names=property_names(request.organisation),
        initial={"name": request.organisation.department_property},
    )
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        set_department_property(
            organisation=request.organisation, name=name, by=request.user, now=timezone.now()
        )
        if name and not has_property(request.organisation, name):
            unknown = _(
                "Saved. But no contact has the property “%(name)s”: until one has, new cases belong to no department."
            )
            messages.warning(request, unknown % {"name": name})
        else:
            messages.success(request, _("Saved."))
        return redirect("followup:departments", request.organisation.slug)
    members = Membership.objects.of(request.organisation).select_related("user")
    context = {
        "form": form,
        "rows": department_list(request.organisation),
        "members": members.order_by("user__name", "pk"),
    }
    return render(request, "followup/departments.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def member_departments(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Which departments one member belongs to."""
    members = Membership.objects.of(request.organisation).select_related("user", "organisation")
    member = get_object_or_404(members, pk=membership_id)
    form = MemberForm(
        request.POST if request.method == "POST" else None,
        departments=departments_of(request.organisation),
        initial={"departments": member.departments},
    )
    if form.is_bound and form.is_valid():
        set_departments(
            member=member, names=form.cleaned_data["departments"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("followup:departments", request.organisation.slug)
    context = {"form": form, "member": member}
    return render(request, "followup/member_departments.html", context, status=422 if form.is_bound else 200)
