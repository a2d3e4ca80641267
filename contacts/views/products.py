"""/o/<org>/contacts/products/: what is sold, and after how many days it is bought again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.actions.save_product import save_product
from contacts.forms.product import ProductForm
from contacts.models import Product
from contacts.queries.product_list import product_list, waiting_purchases


@require_safe
@allow(Permission.CONTACT_VIEW)
def products(request: HttpRequest) -> HttpResponse:
    """The products bought most often, with their rhythms."""
    return render(
        request,
        "contacts/products.html",
        {"lines": product_list(request.organisation), "waiting": waiting_purchases(request.organisation)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_EDIT)
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the purchases cannot: the rhythm of something new, and where it is bought again."""
    row = get_object_or_404(Product.objects.of(request.organisation), pk=pk)
    initial = {"category": row.category, "every_days": row.every_days, "link": row.link}
    form = ProductForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_product(product=row, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("contacts:products", request.organisation.slug)
    context = {"form": form, "product": row}
    return render(request, "contacts/product.html", context, status=422 if form.is_bound else 200)
