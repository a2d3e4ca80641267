from django.urls import URLPattern, URLResolver, path

from responses.views import calculator, correct, export, inbox, machines, response, statistics

app_name = "responses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nps-calculator/", calculator.calculator, name="calculator"),
    path("help/statistics/", statistics.statistics, name="statistics"),
    path("o/<slug:org>/responses/", inbox.inbox, name="inbox"),
    path("o/<slug:org>/responses/export/", export.export_answers, name="export"),
    path("o/<slug:org>/responses/machines/", machines.machines, name="machines"),
    path("o/<slug:org>/responses/<int:pk>/", response.response, name="response"),
    path("o/<slug:org>/responses/<int:pk>/themes/", correct.correct, name="correct"),
]
