"""/o/<org>/coupons/: pools of codes, and a form for a new one. /o/<org>/coupons/<id>/: one pool."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.add_coupons import BadCodes, add_coupons
from surveys.forms.coupons import CodesForm, PoolForm
from surveys.models import Afterwards, Coupon, CouponPool

LAST = 50


@allow(Permission.SURVEY_VIEW, write=Permission.SURVEY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def coupons(request: HttpRequest) -> HttpResponse:
    """All pools, and a new one."""
    posted = request.method == "POST"
    form = PoolForm(request.POST, request.FILES) if posted else PoolForm()
    if posted and form.is_valid():
        pool = _add(request, form, None)
        if pool is not None:
            return redirect("surveys:coupon_pool", org=request.organisation.slug, pk=pool.pk)
    pools = CouponPool.objects.of(request.organisation).order_by("-pk")
    context = {"form": form, "pools": pools}
    return render(request, "surveys/coupons.html", context, status=422 if posted else 200)


@allow(Permission.SURVEY_VIEW, write=Permission.SURVEY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def coupon_pool(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are left, who got the last ones, and more codes."""
    pool = get_object_or_404(CouponPool.objects.of(request.organisation), pk=pk)
    posted = request.method == "POST"
    form = CodesForm(request.POST, request.FILES) if posted else CodesForm()
    if posted and form.is_valid() and _add(request, form, pool):
        return redirect("surveys:coupon_pool", org=request.organisation.slug, pk=pk)
    given = Coupon.objects.of(request.organisation).filter(pool=pool, given_at__isnull=False)
    used = Afterwards.objects.of(request.organisation).filter(pool=pool).select_related("survey")
    context = {
        "pool": pool,
        "form": form,
        "given": given.select_related("contact").order_by("-given_at", "-pk")[:LAST],
        "surveys": [row.survey for row in used],
    }
    return render(request, "surveys/coupon_pool.html", context, status=422 if posted else 200)


def _add(request: HttpRequest, form: CodesForm, pool: CouponPool | None) -> CouponPool | None:
    """The pool with the codes in it; None where the form now says why not."""
    before = pool.size if pool else 0
    try:
        row = add_coupons(
            organisation=request.organisation,
            pool=pool,
            name=form.cleaned_data.get("name", ""),
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
        )
    except BadCodes as refused:
        form.refuse(refused.read)
        return None
    except IntegrityError:
        form.add_error("name", _("You have codes of this name already. Choose another one."))
        return None
    added = row.size - before
    messages.success(
        request,
        ngettext("%(added)s code was added.", "%(added)s codes were added.", added) % {"added": added},
    )
    return row
