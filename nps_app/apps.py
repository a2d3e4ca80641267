from django.apps import AppConfig


class PromotorConfig(AppConfig):
    name = "nps_app"

    def ready(self) -> None:
        """Have `manage.py check` know our own checks."""
        from nps_app import checks  # noqa: F401
