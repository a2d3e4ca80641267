"""What allauth's pages lack to behave as ours do."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


class RefusedFormMiddleware:
    """A form that was refused answers 422. Ours say so themselves; allauth's say 200, as if all were well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Only allauth's views answer with a template that is still to be rendered."""
        shown = (response.context_data or {}).values()
        refused = any(isinstance(value, BaseForm) and value.is_bound and value.errors for value in shown)
        if request.method == "POST" and response.status_code == 200 and refused:
            response.status_code = 422
        return response
