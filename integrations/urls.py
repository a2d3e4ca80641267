from django.urls import URLPattern, URLResolver, path

from integrations.api_v1.cases import CasesView, CaseView, CloseView, NotesView
from integrations.api_v1.customers import CustomerView
from integrations.api_v1.events import EventsView
from integrations.api_v1.purchases import PurchasesView
from integrations.api_v1.referrals import ConversionsView
from integrations.views import (
    api_keys,
    guide,
    import_map,
    import_new,
    import_problems,
    import_progress,
    imports,
    webhook,
    webhooks,
)

app_name = "integrations"
urlpatterns: list[URLPattern | URLResolver] = [
    # What programs call.
    path("api/v1/events", EventsView.as_view(), name="api_events"),
    path("api/v1/purchases", PurchasesView.as_view(), name="api_purchases"),
    path("api/v1/referrals/<str:code>/conversions", ConversionsView.as_view(), name="api_referrals"),
    path("api/v1/customers/<path:number>", CustomerView.as_view(), name="api_customer"),
    path("api/v1/cases", CasesView.as_view(), name="api_cases"),
    path("api/v1/cases/<int:case_id>", CaseView.as_view(), name="api_case"),
    path("api/v1/cases/<int:case_id>/notes", NotesView.as_view(), name="api_case_notes"),
    path("api/v1/cases/<int:case_id>/close", CloseView.as_view(), name="api_case_close"),
    path("o/<slug:org>/settings/api/", api_keys.api_keys, name="api_keys"),
    path("o/<slug:org>/settings/api/<int:pk>/revoke/", api_keys.api_key_revoke, name="api_key_revoke"),
    # Contacts from files.
    path("o/<slug:org>/contacts/imports/", imports.imports, name="imports"),
    path("o/<slug:org>/contacts/imports/new/", import_new.import_new, name="import_new"),
    path("o/<slug:org>/contacts/imports/<int:pk>/", import_progress.import_progress, name="import_progress"),
    path("o/<slug:org>/contacts/imports/<int:pk>/columns/", import_map.import_map, name="import_map"),
    path(
        "o/<slug:org>/contacts/imports/<int:pk>/problems.csv",
        import_problems.import_problems,
        name="import_problems",
    ),
    path("help/webhooks/", guide.guide, name="guide"),
    path("o/<slug:org>/settings/webhooks/", webhooks.webhooks, name="webhooks"),
    path("o/<slug:org>/settings/webhooks/new/", webhooks.webhook_new, name="webhook_new"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/", webhook.webhook, name="webhook"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/switch/", webhook.webhook_switch, name="webhook_switch"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/secret/", webhook.webhook_secret, name="webhook_secret"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/test/", webhook.webhook_test, name="webhook_test"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/replay/", webhook.webhook_replay, name="webhook_replay"),
    path("o/<slug:org>/settings/webhooks/<int:pk>/delete/", webhook.webhook_delete, name="webhook_delete"),
]
