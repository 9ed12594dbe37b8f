"""The sample archive: loaded once, from the raw files, as an author's upload would be."""

import tomllib

import pytest
from django.core.management import call_command

from accounts.models import User
from core.words import words
from intake.models import Source
from intake.reader.manuscript import Manuscript
from reviews.models import Review
from stories.models import Series, Story
from tests.conftest import SAMPLES


@pytest.fixture
def archive(db):
    call_command("load_samples", verbosity=0)


def test_it_is_loaded_once(archive):
    before = Story.objects.count(), Review.objects.count(), User.objects.count()
    call_command("load_samples", verbosity=0)
    assert (Story.objects.count(), Review.objects.count(), User.objects.count()) == before
    assert before[0] == 12


def test_nothing_is_mixed_into_somebodys_own_archive(bob):
    call_command("load_samples", verbosity=0)
    assert Story.objects.count() == 0


def test_every_shape_is_there(archive):
    assert Story.objects.filter(published_at=None).exists()
    assert Story.objects.filter(visibility="members").exists()
    assert Story.objects.filter(rating="mature").exists()
    assert Story.objects.filter(language="ar").exists()
    assert Series.objects.get().entries.count() == 2
    assert any(story.bylines.count() == 2 for story in Story.objects.all())
    assert any(story.chapters.count() == 3 for story in Story.objects.all())
    assert Review.objects.filter(approved_at=None).exists()
    assert Review.objects.filter(parent__isnull=False).exists()


def test_every_account_signs_in_with_the_password_of_the_readme(archive, client):
    for name in ("alice", "bob", "charlie", "mod", "admin"):
        assert client.login(username=name, password="ficwright-demo"), name


def test_no_pen_name_shares_a_word_with_an_account(archive):
    for user in User.objects.prefetch_related("pen_names"):
        for pen_name in user.pen_names.all():
            assert user.username not in map(str.casefold, words(pen_name.name))


def test_titles_are_read_as_a_person_would_read_them(archive):
    manifest = tomllib.loads((SAMPLES / "archive.toml").read_text())
    for row in manifest["stories"]:
        story = Source.objects.get(file_name=row["file"]).story
        assert story.as_written().title.casefold() == row["title"].casefold()


def test_originals_are_kept_byte_for_byte(archive):
    for source in Source.objects.all():
        assert source.data() == (SAMPLES / source.file_name).read_bytes()
        assert isinstance(source.read(), Manuscript)
