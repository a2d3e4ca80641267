from django.urls import URLPattern, URLResolver, path

from integrations.views import import_map, import_new, import_problems, import_progress, imports

app_name = "integrations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("o/<slug:org>/contacts/imports/", imports.imports, name="imports"),
    path("o/<slug:org>/contacts/imports/new/", import_new.import_new, name="import_new"),
    path("o/<slug:org>/contacts/imports/<int:pk>/", import_progress.import_progress, name="import_progress"),
    path("o/<slug:org>/contacts/imports/<int:pk>/columns/", import_map.import_map, name="import_map"),
    path(
        "o/<slug:org>/contacts/imports/<int:pk>/problems.csv",
        import_problems.import_problems,
        name="import_problems",
    ),
]
