"""Many files at once: a table with a line a story, kept or published by the worker."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import PenName
from core.models import SiteSettings
from intake.batches import bringing, left_out
from intake.batches.keeping import DRAFT, PUBLISH
from intake.batches.table import Table
from intake.batches.tasks import forget_batches, keep_line, unpack
from intake.models import Batch, Source
from intake.tasks import forget_sources, read_source
from stories.models import Series, Story
from tests.intake.batches import NONE, bring, file_of, line_of, press, story_of, work, zip_of

pytestmark = pytest.mark.django_db
TWO = {"rain.txt": story_of("Rain"), "snow.txt": story_of("Snow")}


@pytest.fixture
def author(client, alice):
    client.force_login(alice)
    return alice


@pytest.fixture
def two(client, author):
    return bring(client, TWO)


def states(batch) -> dict[str, str]:
    return {line.name: line.state for line in Table(batch, batch.owner).lines}


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


# Parts


PARTS = {
    f"rain {n}.txt": story_of(f"Rain ({n}/3)", body=f"The rain of day {n} fell and fell.")
    for n in (3, 1, 2)
}


def test_files_headed_one_of_three_are_one_story(client, author):
    batch = bring(client, {**PARTS, "snow.txt": story_of("Snow")})
    lines = Table(batch, author).lines
    assert [len(line.files) for line in lines] == [3, 1]
    assert [one.file_name for one in lines[0].files] == ["rain 1.txt", "rain 2.txt", "rain 3.txt"]
    assert "3 parts" in client.get(batch.get_absolute_url()).text


def test_a_story_in_parts_is_kept_whole_with_all_its_originals(client, author):
    batch = bring(client, PARTS)
    (line,) = Table(batch, author).lines
    press(client, batch, "draft", ticked=[line.source])
    story = Story.objects.get()
    html = " ".join(chapter.current_fields()["html"] for chapter in story.chapters.in_place())
    assert [html.index(f"day {n}") for n in (1, 2, 3)] == sorted(
        html.index(f"day {n}") for n in (1, 2, 3)
    )
    assert story.sources.count() == 3


def test_a_part_can_be_taken_out_again_the_first_too(client, author):
    batch = bring(client, PARTS)
    first = batch.sources.get(file_name="rain 1.txt")
    press(client, batch, "set_all", fandoms="Harbour Lights")
    press(client, batch, "nothing", alone=first.token)
    lines = {line.source.file_name: line for line in Table(batch, author).lines}
    assert {name: len(line.files) for name, line in lines.items()} == {
        "rain 1.txt": 1,
        "rain 2.txt": 2,
    }
    assert lines["rain 2.txt"].fandoms == ["Harbour Lights"]  # what was said of the whole
    assert lines["rain 1.txt"].outline["words"] < lines["rain 2.txt"].outline["words"]


def test_a_line_of_one_file_is_a_story_of_its_own_already(client, two):
    press(client, two, "nothing", alone=two.sources.first().token)
    assert len(Table(two, two.owner).lines) == 2


def test_the_line_of_a_story_in_parts_counts_the_words_of_all(client, author):
    alone = line_of(bring(client, {"day.txt": PARTS["rain 1.txt"], **TWO}), "day.txt")
    (line,) = Table(bring(client, PARTS), author).lines
    assert line.outline["words"] == 3 * alone.outline["words"]


def test_ticked_lines_are_joined_in_natural_order(client, author):
    files = {f"leaf {n}.txt": story_of(name) for n, name in ((10, "Ash"), (9, "Elm"), (1, "Oak"))}
    batch = bring(client, files)
    press(client, batch, "join", ticked=batch.sources.all())
    (line,) = Table(batch, author).lines
    assert [one.file_name for one in line.files] == ["leaf 1.txt", "leaf 9.txt", "leaf 10.txt"]
    page = client.get(line.source.get_absolute_url()).text
    assert page.index("It rained on Oak") < page.index("It rained on Elm")


def test_joining_takes_two(client, two):
    answer = press(client, two, "join", ticked=[two.sources.first()])
    assert "two at least" in client.get(answer.url).text
    assert len(Table(two, two.owner).lines) == 2


def test_reading_a_file_again_joins_nothing_that_was_taken_out(client, author):
    batch = bring(client, PARTS)
    first = batch.sources.get(file_name="rain 1.txt")
    press(client, batch, "nothing", alone=first.token)
    first.readings.all().delete()
    read_source(first.pk)
    assert len(Table(batch, author).lines) == 2


# Saying the same of many


def test_what_is_set_for_all_stands_in_every_line_and_on_the_check_page(client, two):
    press(
        client, two, "set_all", fandoms="Harbour Lights, Gulls", rating="general", warnings=[NONE]
    )
    for line in Table(two, two.owner).lines:
        assert (line.fandoms, line.rating, line.warnings, line.state) == (
            ["Harbour Lights", "Gulls"], "general", [NONE], "ready",
        )  # fmt: skip
    page = client.get(two.sources.first().get_absolute_url()).text
    assert 'value="Harbour Lights, Gulls"' in page


def test_only_the_ticked_lines_are_set(client, two):
    rain = two.sources.get(file_name="rain.txt")
    press(client, two, "set", ticked=[rain], warnings=[NONE])
    assert states(two) == {"Rain": "ready", "Snow": "lacking"}


def test_what_stays_empty_keeps_what_each_line_says(client, two):
    press(client, two, "set_all", warnings=[NONE])
    assert line_of(two, "Rain").fandoms == ["The Ninth Harbour"]


def test_what_was_corrected_on_the_check_page_shows_in_the_table(client, two):
    rain = two.sources.get(file_name="rain.txt")
    client.post(rain.get_absolute_url(), {"title": "Heavy Rain", "fandoms": "", "look": ""})
    line = line_of(two, "Heavy Rain")
    assert (line.fandoms, line.lacks) == ([], ["Fandom", "Warnings"])


def test_what_was_corrected_alone_is_not_lost_by_setting_the_same_for_all(client, two):
    rain = two.sources.get(file_name="rain.txt")
    client.post(rain.get_absolute_url(), {"chapter-0-html": "It poured.", "look": ""})
    press(client, two, "set_all", warnings=[NONE])
    rain.refresh_from_db()
    assert rain.corrections["chapter-0-html"] == "It poured."


def test_a_wrong_word_is_said_in_words_and_kept(client, two):
    answer = client.post(
        two.get_absolute_url(), {"fandoms": "Harbour Lights", "rating": "filthy", "set_all": ""}
    )
    assert "needs your attention" in answer.text and 'value="Harbour Lights"' in answer.text
    assert all(not source.corrections for source in two.sources.all())


def test_what_was_chosen_and_not_set_is_not_lost_by_another_button(client, two):
    rain = two.sources.get(file_name="rain.txt")
    fields = {"fandoms": "Gulls", "line": [rain.token], "publish_all": ""}
    answer = client.post(two.get_absolute_url(), fields)
    assert "set for no story yet" in answer.text
    assert 'value="Gulls"' in answer.text
    assert f'value="{rain.token}" checked' in answer.text


def test_nothing_ticked_nothing_done(client, two):
    for button in ("set", "publish", "draft", "join"):
        answer = press(client, two, button)
        assert answer.status_code in (200, 302)
    assert not Story.objects.exists()


def test_pen_name_series_and_readers_are_the_same_for_all(client, two, alice):
    other = PenName.objects.create(user=alice, name="Second Quill")
    press(
        client, two, "set_all", warnings=[NONE], pen_name=str(other.pk), visibility="members",
        review_policy="nobody", language="es", **{"series-0": "Weather"},
    )  # fmt: skip
    press(client, two, "publish_all")
    for story in Story.objects.all():
        assert [line.pen_name for line in story.bylines.all()] == [other]
        found = (story.visibility, story.review_policy, story.language)
        assert found == ("members", "nobody", "es")
    series = Series.objects.get()
    assert [entry.story.title for entry in series.entries.all()] == ["Rain", "Snow"]


# Keeping and publishing


def test_one_press_publishes_all_that_is_complete(client, two):
    rain = two.sources.get(file_name="rain.txt")
    press(client, two, "set", ticked=[rain], warnings=[NONE])
    answer = press(client, two, "publish_all")
    assert Story.objects.get().is_published
    assert Story.objects.get().title == "Rain"
    page = client.get(answer.url).text
    assert "1 story still needs something" in page
    assert "Still needed:" in page
    assert states(two) == {"Rain": "out", "Snow": "lacking"}


def test_ticked_lines_are_kept_as_drafts_whatever_they_lack(client, two):
    press(client, two, "draft", ticked=two.sources.all())
    assert Story.objects.filter(published_at=None).count() == 2
    assert states(two) == {"Rain": "draft", "Snow": "draft"}


def test_a_draft_of_the_table_is_published_from_the_table(client, two):
    press(client, two, "set_all", warnings=[NONE])
    press(client, two, "draft", ticked=two.sources.all())
    press(client, two, "publish", ticked=[two.sources.get(file_name="rain.txt")])
    assert states(two) == {"Rain": "out", "Snow": "draft"}


def test_the_table_publishes_silently_and_with_old_dates(client, author):
    files = {"rain.txt": story_of("Rain", Date="2001-03-14"), "snow.txt": story_of("Snow")}
    batch = bring(client, files)
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    rain, snow = Story.objects.get(title="Rain"), Story.objects.get(title="Snow")
    assert f"{rain.published_at:%Y-%m-%d}" == "2001-03-14"
    assert snow.revised_at < timezone.now() - timedelta(days=360)
    assert not rain.may_undo_publishing and not told()


def told() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="archive.consequences.happened")
    return [job.args["event"] for job in jobs]


def test_old_dates_are_kept_only_as_long_as_their_author_wants(client, author):
    files = {"rain.txt": story_of("Rain", Date="2001-03-14"), "snow.txt": story_of("Snow")}
    batch = bring(client, files)
    press(client, batch, "set_all", warnings=[NONE], dates="today")
    press(client, batch, "publish_all")
    assert Story.objects.get(title="Rain").published_at > timezone.now() - timedelta(minutes=1)
    assert not told()


def test_people_are_told_only_if_their_author_says_so(client, two):
    press(client, two, "set_all", warnings=[NONE])
    press(client, two, "publish_all", tell="on")
    assert told() == ["story.published"] * 2
    assert all(story.may_undo_publishing for story in Story.objects.all())


def test_progress_is_shown_and_a_second_press_does_no_harm(client, two):
    press(client, two, "set_all", warnings=[NONE])
    for _press in range(2):
        client.post(two.get_absolute_url(), {"publish_all": ""})
    page = client.get(two.get_absolute_url()).text
    assert "0 of 2 stories are kept." in page
    work()
    assert "All of it is kept." in client.get(two.get_absolute_url()).text
    assert Story.objects.count() == 2


def test_a_line_that_is_kept_twice_is_kept_once(two):
    source = two.sources.first()
    keep_line(source.pk, DRAFT)
    keep_line(source.pk, DRAFT)
    assert Story.objects.count() == 1


def test_a_line_that_cannot_be_published_says_why(two, client):
    source = two.sources.get(file_name="rain.txt")
    keep_line(source.pk, PUBLISH)  # as if its form had changed meanwhile
    assert not Story.objects.exists()
    assert "Warnings:" in line_of(two, "Rain").trouble
    press(client, two, "set_all", warnings=[NONE])
    assert line_of(two, "Rain").trouble == ""


def test_a_fault_of_ours_stands_in_the_line_and_takes_no_other_along(client, two, monkeypatch):
    press(client, two, "set_all", warnings=[NONE])
    monkeypatch.setattr("intake.batches.keeping.kept", lambda proof: 1 / 0)
    press(client, two, "publish_all")
    monkeypatch.undo()
    assert "Nothing is lost: try it again." in client.get(two.get_absolute_url()).text
    press(client, two, "publish_all")
    assert states(two) == {"Rain": "out", "Snow": "out"}


def test_a_story_that_one_has_already_is_not_kept_again(client, author):
    bring_alone = client.post("/write", {"file": [file_of(TWO["rain.txt"])]})
    client.post(bring_alone.url, {"draft": ""})
    batch = bring(client, TWO)
    assert states(batch) == {"Rain": "known", "Snow": "lacking"}
    assert "You have this story already" in client.get(batch.get_absolute_url()).text
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    press(client, batch, "draft", ticked=batch.sources.all())
    assert Story.objects.count() == 2


def test_the_same_file_twice_in_a_batch_is_one_story(client, author):
    batch = bring(client, {"rain.txt": story_of(), "copy of rain.txt": story_of()})
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")
    assert Story.objects.count() == 1
    assert sorted(line.state for line in Table(batch, author).lines) == ["known", "out"]


def test_without_a_title_the_story_is_called_as_the_table_calls_it(client, author):
    batch = bring(client, {"the_long_rain.txt": story_of(""), "snow.txt": story_of("Snow")})
    press(client, batch, "set_all", warnings=[NONE])
    (line,) = (one for one in Table(batch, author).lines if one.name != "Snow")
    press(client, batch, "publish_all")
    assert Story.objects.exclude(title="Snow").get().title == line.name


def test_who_waits_to_be_let_in_keeps_drafts(client, author):
    author.waiting_since = timezone.now()
    author.save()
    batch = bring(client, TWO)
    page = client.get(batch.get_absolute_url()).text
    assert 'name="publish_all"' not in page and 'name="draft"' in page
    press(client, batch, "set_all", warnings=[NONE])
    press(client, batch, "publish_all")  # as nobody's button says
    assert not Story.objects.exclude(published_at=None).exists()


def test_without_adult_stories_a_rating_for_adults_is_still_needed(client, author):
    SiteSettings.objects.update_or_create(pk=1, defaults={"adult_stories": False})
    batch = bring(client, {"a.txt": story_of("A", rating="NC-17"), "b.txt": story_of("B")})
    press(client, batch, "set_all", warnings=[NONE])
    assert line_of(batch, "A").lacks == ["Rating"]
    assert line_of(batch, "B").state == "ready"


def test_the_check_page_leads_back_to_the_table(client, two):
    rain = two.sources.get(file_name="rain.txt")
    assert two.get_absolute_url() in client.get(rain.get_absolute_url()).text
    answer = client.post(rain.get_absolute_url(), {"warnings": [NONE], "publish": ""})
    assert answer.url == two.get_absolute_url()
    assert not told()
    answer = client.post(two.sources.get(file_name="snow.txt").get_absolute_url(), {"draft": ""})
    assert answer.url == two.get_absolute_url()


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
