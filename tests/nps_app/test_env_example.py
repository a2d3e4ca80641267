"""The file an operator copies names each setting, in the order of the settings."""

import re

from nps_app.embedded.paths import CHECKOUT

# Set by `make run` for its own processes; nobody deploys with them.
OF_THE_TRIAL = {"PROMOTOR_TRIAL", "MAIL_CATCHER_DIR"}
# Read by docker-compose.yml, not by the settings.
OF_COMPOSE = {"POSTGRES_PASSWORD", "PORT"}


def test_the_example_names_what_the_settings_read_in_the_same_order() -> None:
    settings = (CHECKOUT / "nps_app/settings.py").read_text()
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', settings)
    example = (CHECKOUT / ".env.example").read_text()
    named = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    assert [name for name in named if name not in OF_COMPOSE] == [
        name for name in dict.fromkeys(read) if name not in OF_THE_TRIAL
    ]
