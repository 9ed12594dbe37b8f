"""Many files at once, or a zip of them: what becomes a line of the table, and what is left out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from intake.batches import bringing, left_out
from intake.batches.table import Table
from intake.batches.tasks import forget_batches, unpack
from intake.models import Batch, Source
from intake.tasks import forget_sources
from tests.intake.batches import (
    TWO,
    bring,
    file_of,
    line_of,
    press,
    states,
    story_of,
    work,
    zip_of,
)

pytestmark = pytest.mark.django_db


# Bringing


def test_several_files_become_a_table_with_a_line_each(client, two):
    page = client.get(two.get_absolute_url()).text
    for words in ("Rain", "Snow", "The Ninth Harbour", "Teen and up", "all kept"):
        assert words in page
    assert states(two) == {"Rain": "lacking", "Snow": "lacking"}


def test_every_file_is_kept_byte_for_byte(two):
    assert {one.file_name: one.data() for one in two.sources.all()} == TWO


def test_one_file_goes_its_own_way_as_ever(client, author):
    answer = client.post("/write", {"file": [file_of(story_of())]})
    assert answer.url == Source.objects.get().get_absolute_url()
    assert not Batch.objects.exists()


def test_nobody_else_ever_sees_the_table(client, two, bob, mod):
    for person in (None, bob, mod):
        other = Client()
        if person:
            other.force_login(person)
        assert other.get(two.get_absolute_url()).status_code == 404
        assert other.post(two.get_absolute_url(), {"publish_all": ""}).status_code == 404


def test_guests_bring_one_file_at_a_time_and_are_told_so(client, db):
    files = [file_of(data, name) for name, data in TWO.items()]
    for chosen in (files, [file_of(zip_of(TWO), "all.zip")]):
        answer = client.post("/write", {"file": chosen})
        assert "one file at a time" in answer.text
    assert not Source.objects.exists()


def test_while_the_worker_reads_the_page_says_how_far_it_is(client, author):
    batch = bring(client, TWO, read=False)
    page = client.get(batch.get_absolute_url()).text
    assert "0 of 2 files are read." in page
    assert 'http-equiv="refresh"' in page  # without JavaScript
    assert "<form method" not in page.split("<main")[1].split("</main")[0]
    work()
    page = client.get(batch.get_absolute_url()).text
    assert 'http-equiv="refresh"' not in page
    assert "hx-get" not in page


def test_no_file_of_a_batch_is_read_in_the_request(client, author):
    batch = bring(client, TWO, read=False)
    assert all(not source.outline for source in batch.sources.all())


def test_files_stand_in_their_natural_order(client, author):
    names = ["b 10.txt", "b 2.txt", "a.txt", "B 1.txt"]
    batch = bring(client, {name: story_of(name.title()) for name in names}, read=False)
    stand = list(batch.sources.order_by("position").values_list("file_name", flat=True))
    assert stand == ["a.txt", "B 1.txt", "b 2.txt", "b 10.txt"]


def test_what_nobody_can_read_says_why_and_comes_back(client, author):
    batch = bring(client, {**TWO, "old.pdf": b"%PDF-1.4 something"})
    page = client.get(batch.get_absolute_url()).text
    assert "We cannot read PDF files." in page
    pdf = batch.sources.get(file_name="old.pdf")
    assert client.get(f"/write/{pdf.token}/original").getvalue() == b"%PDF-1.4 something"
    assert line_of(batch, "old.pdf").state == "refused"


def test_too_large_too_many_and_too_much_are_left_out_and_the_rest_comes(
    client, author, monkeypatch
):
    monkeypatch.setattr(bringing, "LARGEST", 1_000)
    monkeypatch.setattr(left_out, "FILES", 2)
    files = {"1.txt": b"x" * 1_001, "2.txt": story_of(), "3.txt": story_of("B"), "4.txt": b"z"}
    batch = bring(client, files)
    assert set(batch.sources.values_list("file_name", flat=True)) == {"2.txt", "3.txt"}
    assert [(line["file"], line["reason"]) for line in batch.report] == [
        ("1.txt", left_out.LARGE),
        ("4.txt", left_out.MANY),
    ]
    monkeypatch.setattr(left_out, "FILES", 200)
    monkeypatch.setattr(left_out, "BYTES", 500)
    batch = bring(client, {"1.txt": b"x" * 400, "2.txt": b"y" * 400, "3.txt": b"z" * 90})
    assert [line["file"] for line in batch.report] == ["2.txt"]
    assert "too much at once" in client.get(batch.get_absolute_url()).text


def test_a_suspended_member_brings_nothing(client, author):
    author.suspend("Spam")
    answer = client.post("/write", {"file": [file_of(data, name) for name, data in TWO.items()]})
    assert answer.status_code == 403
    assert not Batch.objects.exists()


# A zip


def test_a_zip_is_a_table_of_what_is_in_it(client, author):
    files = {f"old stories/{name}": data for name, data in TWO.items()}
    batch = bring(client, {"all.zip": zip_of(files)})
    assert states(batch) == {"Rain": "lacking", "Snow": "lacking"}
    assert batch.sources.get(file_name="old stories/rain.txt").data() == TWO["rain.txt"]


def test_the_zip_itself_is_kept_as_it_came_and_is_no_line(client, author):
    data = zip_of(TWO)
    batch = bring(client, {"all.zip": data})
    assert batch.sources.get(kind="zip").data() == data
    assert len(Table(batch, author).lines) == 2


def test_what_computers_put_into_zips_is_left_out_with_a_word(client, author):
    junk = {
        "__MACOSX/._rain.txt": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "cover.JPG": b"x",
        "more.zip": zip_of({"inner.txt": b"It rained."}),
    }  # fmt: skip
    batch = bring(client, {"all.zip": zip_of({**TWO, **junk})})
    assert {line.source.file_name for line in Table(batch, author).lines} == set(TWO)
    assert {line["file"]: line["reason"] for line in batch_report(batch)} == {
        "__MACOSX/._rain.txt": left_out.JUNK,
        ".DS_Store": left_out.JUNK,
        "a/Thumbs.db": left_out.JUNK,
        "cover.JPG": left_out.PICTURE,
        "more.zip": left_out.ZIP,
    }
    page = client.get(batch.get_absolute_url()).text
    assert "5 files were left out" in page and "A zip file within a zip file." in page


def batch_report(batch):
    batch.refresh_from_db()
    return batch.report


def test_a_zip_is_unpacked_once(client, author):
    batch = bring(client, {"all.zip": zip_of(TWO)}, read=False)
    zipped = batch.sources.get()
    unpack(zipped.pk)
    unpack(zipped.pk)
    assert batch.sources.count() == 3


def test_a_zip_that_leads_elsewhere_is_refused_in_a_sentence(client, author):
    batch = bring(client, {"all.zip": zip_of({"../rain.txt": b"It rained."}), **TWO})
    assert states(batch)["all.zip"] == "refused"
    assert "packed in a way that we do not trust" in client.get(batch.get_absolute_url()).text


def test_a_zip_that_grows_too_much_gives_what_fits(client, author):
    bomb = zip_of({"a.txt": story_of("Rain"), "b.txt": b"0" * 3_000_000})
    batch = bring(client, {"all.zip": bomb})
    assert states(batch) == {"Rain": "lacking"}
    assert "Unpacked, this file is too large." in client.get(batch.get_absolute_url()).text


def test_a_zip_has_no_more_room_than_chosen_files(client, author, monkeypatch):
    monkeypatch.setattr(left_out, "FILES", 3)
    many = {f"{n}.txt": story_of(f"Story {n}") for n in range(1, 6)}
    batch = bring(client, {"all.zip": zip_of(many)})
    assert len(Table(batch, author).lines) == 3
    assert [line["file"] for line in batch_report(batch)] == ["4.txt", "5.txt"]


# Leaving and coming back


def test_the_table_waits_on_the_desk_and_under_write_until_all_is_kept(client, two):
    for page in ("/desk", "/write"):
        text = client.get(page).text
        assert two.get_absolute_url() in text
        assert text.count("/write/") == 1  # and not its files
    press(client, two, "draft", ticked=two.sources.all())
    assert two.get_absolute_url() not in client.get("/desk").text


def test_a_zip_does_not_keep_its_table_on_the_desk(client, author):
    batch = bring(client, {"all.zip": zip_of(TWO)})
    assert batch.get_absolute_url() in client.get("/desk").text
    ticked = batch.sources.exclude(kind="zip")
    press(client, batch, "draft", ticked=ticked)
    assert batch.get_absolute_url() not in client.get("/desk").text


def test_what_nobody_kept_goes_after_thirty_days_and_its_table_with_it(client, two):
    Source.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget_sources(0)
    forget_batches(0)
    assert not Source.objects.exists() and not Batch.objects.exists()


def test_two_hundred_lines_cost_as_many_questions_as_two(
    client, two, alice, django_assert_max_num_queries
):
    outline, address = two.sources.first().outline, two.get_absolute_url()
    Source.objects.bulk_create(
        Source(
            owner=alice, batch=two, file_name=f"{n}.txt", size=9, sha256=f"{n:064}", kind="text",
            outline={**outline, "title": f"Story {n}", "title_key": f"story {n}"}, position=n,
        )
        for n in range(3, 201)
    )  # fmt: skip
    with django_assert_max_num_queries(30):
        assert client.get(address).text.count('class="lacking"') == 200


def test_the_page_says_what_cannot_come_along(client, two):
    assert "comments, kudos, hits and bookmarks" in client.get(two.get_absolute_url()).text
