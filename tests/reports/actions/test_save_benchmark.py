"""Adding, replacing and removing figures; each leaves one line in the journal."""

from django.utils import timezone

from accounts.models import Event
from reports.actions.remove_benchmark import remove_benchmark
from reports.actions.save_benchmark import save_benchmark
from reports.models import Benchmark

VALUES = {
    "industry": "software",
    "source": "Trade association",
    "population": "its members",
    "url": "https://example.com/nps",
    "mean": 20,
}


def save(organisation, by, **more):
    return save_benchmark(organisation=organisation, values=VALUES, by=by, now=timezone.now(), **more)


def test_what_is_left_out_becomes_empty(acme, olga):
    row = save(acme, olga)
    assert (row.key, row.mean, row.low_to, row.detail) == (f"own-{row.pk}", 20, None, "")
    event = Event.objects.of(acme).get(verb="benchmark.saved")
    assert (event.actor, event.data) == (f"user:{olga.pk}", {})


def test_the_second_who_changes_a_shipped_figure_changes_the_same_row(acme, other, olga, xena):
    first = save(acme, olga, shipped_key="software-bands")
    assert save(acme, olga, shipped_key="software-bands").pk == first.pk
    assert save(other, xena, shipped_key="software-bands").pk != first.pk


def test_removing_is_written_down(acme, olga):
    row = save(acme, olga)
    remove_benchmark(benchmark=row, by=olga, now=timezone.now())
    assert not Benchmark.objects.of(acme).exists()
    assert Event.objects.of(acme).filter(verb="benchmark.removed").count() == 1
