"""FILES_URL: the originals lie in an S3-compatible store, and nothing else changes."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from archive import samples
from core import environment
from core.storage import bucket
from intake.models import Source
from tests.keeping.conftest import quietly_back_up, quietly_restore
from tests.keeping.store import Store


@pytest.fixture
def store(settings):
    store = Store()
    settings.STORAGES = {**settings.STORAGES, "default": environment.files(store.address)}
    yield store
    store.shutdown()


@pytest.mark.django_db
def test_an_original_is_kept_there_byte_for_byte(store):
    data = bytes(range(256)) * 4_000
    source = Source.take(data, file_name="rain.bin")
    assert store.files[source.file.name] == data
    assert Source.objects.get(pk=source.pk).data() == data
    source.forget()
    assert not store.files


def test_a_backup_holds_them_and_a_restore_brings_them_back(store, migrated, elsewhere, tmp_path):
    elsewhere(like=migrated)
    samples.load()
    before = dict(store.files)
    assert len(before) > 10
    backup = quietly_back_up(tmp_path / "backups")
    elsewhere()
    with pytest.raises(CommandError, match="holds files already"):
        call_command("restore", backup)
    store.files.clear()
    quietly_restore(backup)
    assert store.files == before


@pytest.mark.django_db
def test_a_store_that_refuses_is_named_by_the_doctor_and_loses_nothing(store, capsys):
    assert bucket().trouble() == ""
    store.is_broken = True
    with pytest.raises(OSError, match="AccessDenied"):
        Source.take(b"It rained.")
    assert not Source.objects.exists()
    call_command("doctor")
    assert "The store of files at FILES_URL refuses" in capsys.readouterr().out


@pytest.mark.parametrize(
    "address", ["s3://host/bucket", "http://key:secret@host/bucket", "s3://key:secret@host"]
)
def test_a_wrong_address_stops_the_start_with_a_sentence(address):
    with pytest.raises(ImproperlyConfigured, match="FILES_URL must look like"):
        environment.files(address)
