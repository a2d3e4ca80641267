from django.urls import path

from reports.views import benchmark, benchmarks, dashboard, remove_sample

app_name = "reports"
urlpatterns = [
    path("o/<slug:org>/dashboard/", dashboard.dashboard_page, name="dashboard"),
    path("o/<slug:org>/benchmarks/", benchmarks.benchmarks, name="benchmarks"),
    path("o/<slug:org>/benchmarks/new/", benchmark.benchmark_new, name="benchmark_new"),
    path("o/<slug:org>/benchmarks/<slug:key>/", benchmark.benchmark, name="benchmark"),
    path("o/<slug:org>/sample-data/remove/", remove_sample.remove_sample, name="remove_sample"),
]
