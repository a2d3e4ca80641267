from django.urls import URLPattern, URLResolver, path

from surveys.views import (
    answer,
    asking_rules,
    campaign,
    campaign_new,
    campaigns,
    experiment,
    experiment_new,
    experiments,
    logo,
    preview_page,
    programme,
    programmes,
    signal,
    survey,
    survey_edit,
    survey_new,
    surveys,
    unsubscribe,
)

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = [
    # What customers open.
    path("s/<str:token>/", answer.answer, name="answer"),
    path("s/<str:token>/<int:score>/", answer.answer, name="answer_score"),
    path("s/<str:token>/signal/", signal.signal, name="signal"),
    path("s/<str:token>/thanks/", answer.thanks, name="thanks"),
    path("p/<str:token>/", answer.open_link, name="open_link"),
    path("u/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("logo/<str:digest>.png", logo.logo, name="logo"),
    # Making a survey.
    path("o/<slug:org>/surveys/", surveys.surveys, name="surveys"),
    path("o/<slug:org>/surveys/new/", survey_new.survey_new, name="survey_new"),
    path("o/<slug:org>/surveys/<int:pk>/", survey.survey, name="survey"),
    path("o/<slug:org>/surveys/<int:pk>/edit/", survey_edit.survey_edit, name="survey_edit"),
    path("o/<slug:org>/surveys/<int:pk>/copy/", survey.survey_copy, name="survey_copy"),
    path("o/<slug:org>/surveys/<int:pk>/preview/", preview_page.preview_page, name="preview_page"),
    # Sending it.
    path("o/<slug:org>/campaigns/", campaigns.campaigns, name="campaigns"),
    path("o/<slug:org>/programmes/", programmes.programmes, name="programmes"),
    path("o/<slug:org>/programmes/<int:pk>/", programme.programme, name="programme"),
    path("o/<slug:org>/programmes/<int:pk>/change/", programme.programme_change, name="programme_change"),
    path("o/<slug:org>/experiments/", experiments.experiments, name="experiments"),
    path("o/<slug:org>/experiments/new/", experiment_new.experiment_new, name="experiment_new"),
    path("o/<slug:org>/experiments/<int:pk>/", experiment.experiment, name="experiment"),
    path("o/<slug:org>/experiments/<int:pk>/<str:arm>/", experiment.experiment_mail, name="experiment_mail"),
    path("o/<slug:org>/campaigns/new/", campaign_new.campaign_new, name="campaign_new"),
    path("o/<slug:org>/campaigns/rules/", asking_rules.asking_rules, name="asking_rules"),
    path("o/<slug:org>/campaigns/<int:pk>/", campaign.campaign, name="campaign"),
    path("o/<slug:org>/campaigns/<int:pk>/progress/", campaign.campaign_progress, name="campaign_progress"),
    path("o/<slug:org>/campaigns/<int:pk>/pause/", campaign.campaign_pause, name="campaign_pause"),
    path("o/<slug:org>/campaigns/<int:pk>/resume/", campaign.campaign_resume, name="campaign_resume"),
    path("o/<slug:org>/campaigns/<int:pk>/stop/", campaign.campaign_stop, name="campaign_stop"),
]
