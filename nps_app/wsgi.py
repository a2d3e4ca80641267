"""What the web server calls."""

import gc
import logging
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nps_app.settings")


logger = logging.getLogger(__name__)


class QuickRoad:
    """Before Django: what nearly every customer asks for, answered as Django answered it last (docs/adr/0011)."""

    def __init__(self, django: Callable[..., Any]) -> None:
        self._django = django
        self._quick = import_string("surveys.views.quick.quick")
        self._keep_recipe = import_string("surveys.channels.recipe.keep_recipe")

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """WSGI."""
        ready = self._ready(environ) if environ["PATH_INFO"].startswith("/s/") else None
        if ready is None:
            response: Any = self._django(environ, start_response)
            self._keep_recipe(response)
            found: Iterable[bytes] = response
            return found
        status, headers, body = ready
        start_response(status, headers)
        return [body]

    def _ready(self, environ: dict[str, Any]) -> Any:
        try:
            return self._quick(environ)
        except Exception as error:
            logger.warning("left to Django, because %s: %s", type(error).__name__, error)
            return None


application = QuickRoad(get_wsgi_application())
# What is loaded by now stays: the garbage collector need not look at it again and again.
gc.collect()
gc.freeze()
