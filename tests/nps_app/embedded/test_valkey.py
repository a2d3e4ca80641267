from pathlib import Path

import redis

from nps_app.embedded import binaries
from nps_app.embedded.supervisor import Supervisor
from nps_app.embedded.testing import START_SECONDS, start_valkey
from nps_app.embedded.valkey import Valkey


def test_a_durable_one_keeps_its_messages_over_a_restart(folder: Path, supervisor: Supervisor) -> None:
    server = start_valkey(supervisor, folder, durable=True)
    with redis.Redis.from_url(server.url) as client:
        client.rpush("queue", "message")
    server.prepare()
    supervisor.check()
    supervisor.wait_until(server.is_ready, name="valkey", seconds=START_SECONDS)
    with redis.Redis.from_url(server.url) as client:
        assert client.lrange("queue", 0, -1) == [b"message"]


def test_nothing_answers_before_it_is_started(folder: Path) -> None:
    server = Valkey(data=folder / "v", socket=folder / "v.sock", binary=binaries.valkey_program())
    server.prepare()
    assert not server.is_ready()
