from django.urls import URLPattern, URLResolver, path

from responses.views import (
    calculator,
    correct,
    export,
    inbox,
    machines,
    model_access,
    own_theme,
    quote,
    quote_choice,
    response,
    statistics,
    testimonials,
    themes,
)

app_name = "responses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nps-calculator/", calculator.calculator, name="calculator"),
    path("help/statistics/", statistics.statistics, name="statistics"),
    path("s/<str:token>/quote/", quote.quote, name="quote"),
    path("o/<slug:org>/testimonials/", testimonials.testimonials, name="testimonials"),
    path("o/<slug:org>/testimonials/export/", testimonials.testimonials_export, name="testimonials_export"),
    path(
        "o/<slug:org>/testimonials/<int:pk>/publish/",
        testimonials.testimonial_publish,
        name="testimonial_publish",
    ),
    path("o/<slug:org>/responses/", inbox.inbox, name="inbox"),
    path("o/<slug:org>/responses/export/", export.export_answers, name="export"),
    path("o/<slug:org>/responses/machines/", machines.machines, name="machines"),
    path("o/<slug:org>/responses/<int:pk>/", response.response, name="response"),
    path("o/<slug:org>/responses/<int:pk>/themes/", correct.correct, name="correct"),
    path("o/<slug:org>/responses/<int:pk>/quote/", quote_choice.quote_choice, name="quote_choice"),
    path("o/<slug:org>/themes/", themes.themes, name="themes"),
    path("o/<slug:org>/themes/new/", own_theme.theme_new, name="theme_new"),
    path("o/<slug:org>/themes/model/", model_access.model_access, name="model_access"),
    path("o/<slug:org>/themes/own/<int:pk>/", own_theme.theme_ask, name="theme_ask"),
    path("o/<slug:org>/themes/own/<int:pk>/start/", own_theme.theme_start, name="theme_start"),
    path("o/<slug:org>/themes/own/<int:pk>/delete/", own_theme.theme_delete, name="theme_delete"),
    path("o/<slug:org>/themes/<slug:key>/", themes.theme_words, name="theme_words"),
]
