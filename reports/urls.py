from django.urls import path

from reports.views import (
    alert,
    alerts,
    benchmark,
    benchmarks,
    dashboard,
    export_report,
    leave_report,
    remove_sample,
    saved_view,
    saved_view_new,
    saved_views,
    shared_report,
    silent,
    stop_mails,
    subscription,
)

app_name = "reports"
urlpatterns = [
    path("o/<slug:org>/dashboard/", dashboard.dashboard_page, name="dashboard"),
    path("o/<slug:org>/silent/", silent.silent_page, name="silent"),
    path("o/<slug:org>/alerts/", alerts.alerts_page, name="alerts"),
    path("o/<slug:org>/alerts/mails/", subscription.subscription, name="subscription"),
    path("o/<slug:org>/alerts/<int:pk>/", alert.alert_page, name="alert"),
    path("mails/stop/<str:token>/", stop_mails.stop_mails, name="stop_mails"),
    path("o/<slug:org>/benchmarks/", benchmarks.benchmarks, name="benchmarks"),
    path("o/<slug:org>/benchmarks/new/", benchmark.benchmark_new, name="benchmark_new"),
    path("o/<slug:org>/benchmarks/<slug:key>/", benchmark.benchmark, name="benchmark"),
    path("o/<slug:org>/reports/", saved_views.saved_view_list, name="saved_views"),
    path("o/<slug:org>/reports/new/", saved_view_new.saved_view_new, name="saved_view_new"),
    path("o/<slug:org>/reports/export/", export_report.export_report, name="export_report"),
    path("o/<slug:org>/reports/<int:pk>/", saved_view.saved_view, name="saved_view"),
    path("o/<slug:org>/reports/<int:pk>/share/", saved_view.saved_view_share, name="saved_view_share"),
    path("o/<slug:org>/reports/<int:pk>/mail/", saved_view.saved_view_schedule, name="saved_view_schedule"),
    path("o/<slug:org>/reports/<int:pk>/delete/", saved_view.saved_view_delete, name="saved_view_delete"),
    path("r/<str:token>/", shared_report.shared_report, name="shared_report"),
    path("r/stop/<str:token>/", leave_report.leave_report_page, name="leave_report"),
    path("o/<slug:org>/sample-data/remove/", remove_sample.remove_sample, name="remove_sample"),
]
