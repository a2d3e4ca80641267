"""What docker-compose.yml deploys is what the tests run on."""

import os
import re
import shutil
import subprocess

import pytest
import redis
import yaml
from django.conf import settings
from django.db import connection

from nps_app.embedded.paths import CHECKOUT

COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
LASTING = ["web", "worker", "beat", "postgres", "valkey"]


def major(image: str) -> int:
    return int(re.findall(r":(\d+)", image)[0])


@pytest.mark.django_db
def test_postgresql_is_the_version_of_the_tests() -> None:
    assert major(SERVICES["postgres"]["image"]) == connection.pg_version // 10000


def test_valkey_is_the_version_of_the_tests() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        info = client.info("server")
    assert major(SERVICES["valkey"]["image"]) == int(str(info["valkey_version"]).split(".")[0])


def test_the_image_has_the_python_of_the_tests() -> None:
    versions = set(
        re.findall(r"^FROM python:(\d+\.\d+)", (CHECKOUT / "Dockerfile").read_text(), re.MULTILINE)
    )
    assert versions == {"3.11"}
    assert 'requires-python = ">=3.11"' in (CHECKOUT / "pyproject.toml").read_text()


@pytest.mark.parametrize("name", LASTING)
def test_each_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["healthcheck"]["test"]


def test_what_must_last_is_on_volumes() -> None:
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert mounted == set(COMPOSE["volumes"]) == {"postgres", "valkey"}


def _has_compose() -> bool:
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _has_compose(), reason="docker compose is not here")
def test_docker_compose_accepts_the_file() -> None:
    environment = os.environ | {"POSTGRES_PASSWORD": "x"}
    command = ["docker", "compose", "--env-file", ".env.example", "config", "--quiet", "--no-env-resolution"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
