"""Files of pictures: in every backup, and the doctor tells where one is missing or too many."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from archive.backup import snapshot
from archive.doctor import pictures
from core import environment
from stories.models import StoryImage
from tests.cast import write_story
from tests.keeping.store import Store
from tests.stories.pictures import drawn, picture


@pytest.fixture
def image(alice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return picture(write_story(alice), width=700, height=500)


def age(name: str, *, hours: int) -> None:
    then = time.time() - hours * 3600
    os.utime(default_storage.path(name), (then, then))


def test_all_is_well_where_each_row_has_its_files(image):
    assert list(pictures.files()) == []


@pytest.mark.django_db
def test_and_where_nobody_has_brought_any(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not yet"
    assert list(pictures.files()) == []


def test_a_row_without_its_file_must_be_mended(image):
    name = image.files[0]["name"]
    default_storage.delete(name)
    [finding] = pictures.files()
    assert finding.is_must
    assert finding.what == f"Files of pictures are missing, 1 in all: {name}."


def test_a_file_without_a_row_is_told_once_it_is_no_picture_being_taken(image):
    name = default_storage.save("images/ab/lonely.webp", ContentFile(b"x"))
    assert list(pictures.files()) == []
    age(name, hours=2)
    [finding] = pictures.files()
    assert not finding.is_must
    assert "images/ab/lonely.webp" in finding.what


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_a_backup_knows_the_file_of_each_width(alice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = picture(write_story(alice))
    with snapshot.taken() as now:
        named = set(now.file_names())
    assert {file["name"] for file in image.files} <= named
    assert all((Path(tmp_path) / file["name"]).is_file() for file in image.files)


@pytest.mark.django_db
def test_in_a_store_they_lie_and_come_back_as_in_a_folder(
    alice, client, settings, django_capture_on_commit_callbacks
):
    store = Store()
    settings.STORAGES = {**settings.STORAGES, "default": environment.files(store.address)}
    try:
        story = write_story(alice)
        image = StoryImage.take(story, drawn(700, 20), alt="A lamp.", by=alice)
        assert {file["name"] for file in image.files} == set(store.files)
        client.force_login(alice)
        answer = client.get(f"{image.get_absolute_url()}?w=480")
        assert answer.content == store.files[image.files[0]["name"]]
        with django_capture_on_commit_callbacks(execute=True):
            image.delete_for_good()
        assert not store.files
    finally:
        store.shutdown()
