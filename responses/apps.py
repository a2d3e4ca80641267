from django.apps import AppConfig
from django.core.checks import register

from nps_app.lib import embedding


class ResponsesConfig(AppConfig):
    name = "responses"

    def ready(self) -> None:
        """`manage.py check` knows what comments are read by."""
        register(embedding.check_embedding)
