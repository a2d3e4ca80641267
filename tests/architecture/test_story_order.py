"""accounts, contacts, delivery, surveys, responses, followup, reports, integrations: a table looks back only."""

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignObject, ManyToManyField

STORY = ["nps_app", *settings.ROOMS]


def relations():
    """(model, field, room it points to) of every relation between tables of ours."""
    for model in apps.get_models():
        if model._meta.app_label not in STORY:
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if isinstance(field, ForeignObject | ManyToManyField):
                yield model, field, field.related_model._meta.app_label


def test_no_foreign_key_points_ahead_in_the_story():
    ahead = [
        f"{model.__name__}.{field.name} -> {room}"
        for model, field, room in relations()
        if room not in STORY or STORY.index(room) > STORY.index(model._meta.app_label)
    ]
    assert ahead == []


def test_an_earlier_room_cannot_see_a_later_one():
    seen = [
        f"{model.__name__}.{field.name}"
        for model, field, room in relations()
        if room != model._meta.app_label and not field.remote_field.hidden
    ]
    assert seen == [], 'Give a foreign key into another room related_name="+".'
