from django.urls import URLPattern, URLResolver, path

from responses.views import inbox, response

app_name = "responses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("o/<slug:org>/responses/", inbox.inbox, name="inbox"),
    path("o/<slug:org>/responses/<int:pk>/", response.response, name="response"),
]
