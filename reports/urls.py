from django.urls import path

from reports.views import dashboard, remove_sample

app_name = "reports"
urlpatterns = [
    path("o/<slug:org>/dashboard/", dashboard.dashboard_page, name="dashboard"),
    path("o/<slug:org>/sample-data/remove/", remove_sample.remove_sample, name="remove_sample"),
]
