"""The chapters of one's own story, put into order, called, counted, divided and joined."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from reviews.models import Review
from stories.models import Chapter, ChapterText, Story
from stories.models.choices import ChapterKind
from tests.cast import publish_story, write_story

MANY = 1_000


def order(story) -> list[str]:
    return [chapter.title for chapter in story.chapters.in_place()]


def many_chapters(story, number=MANY):
    first = story.next_position()
    made = Chapter.objects.bulk_create(
        Chapter(story=story, position=first + n, title=f"Night {first + n}") for n in range(number)
    )
    ChapterText.objects.bulk_create(ChapterText(chapter=chapter) for chapter in made)
    return made


# Their order


def test_buttons_move_a_chapter_and_lead_back_to_its_row(author, long_story):
    _one, two, three = long_story.chapters.in_place()
    address = f"/works/{long_story.pk}/chapters"
    page = author.get(address).text
    assert f'name="move" value="{three.pk}:2"' in page
    answer = author.post(f"{address}/order", {"move": f"{three.pk}:2"})
    assert answer.url == f"{address}#row-{three.pk}"
    assert order(long_story) == ["Part 1", "Part 3", "Part 2"]
    assert "“Part 3” stands at place 2 now." in author.get(address).text
    author.post(f"{address}/order", {"move": str(two.pk), "place": "1"})
    assert order(long_story) == ["Part 2", "Part 1", "Part 3"]


def test_a_wish_that_was_sent_twice_moves_once(author, long_story):
    three = long_story.chapters.in_place()[2]
    for _ in range(2):
        author.post(f"/works/{long_story.pk}/chapters/order", {"move": f"{three.pk}:2"})
    assert order(long_story) == ["Part 1", "Part 3", "Part 2"]


@pytest.mark.parametrize(
    "wish",
    [{}, {"move": "x"}, {"move": "9" * 5000}, {"move": "1:²"}, {"move": "PK"},
     {"move": "PK", "place": "-1"}, {"move": "PK", "place": "soon"}],
)  # fmt: skip
def test_what_is_no_place_moves_nothing_and_is_said(author, long_story, wish):
    three = long_story.chapters.in_place()[2]
    wish = {name: value.replace("PK", str(three.pk)) for name, value in wish.items()}
    answer = author.post(f"/works/{long_story.pk}/chapters/order", wish, follow=True)
    assert "Write the place as a number, from 1 to 3." in answer.text
    assert order(long_story) == ["Part 1", "Part 2", "Part 3"]


def test_a_place_beyond_the_end_is_the_end(author, long_story):
    one = long_story.chapters.in_place()[0]
    author.post(f"/works/{long_story.pk}/chapters/order", {"move": one.pk, "place": "400"})
    assert order(long_story) == ["Part 2", "Part 3", "Part 1"]


def test_nobody_else_moves_them_nor_a_chapter_of_another_story(client, bob, author, long_story):
    other = write_story(bob).chapters.get()
    address = f"/works/{long_story.pk}/chapters/order"
    assert author.post(address, {"move": f"{other.pk}:1"}).status_code == 404
    client.force_login(bob)
    one = long_story.chapters.in_place()[0]
    assert client.post(address, {"move": f"{one.pk}:3"}).status_code == 404
    assert order(long_story) == ["Part 1", "Part 2", "Part 3"]


@pytest.mark.django_db
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=8))
def test_any_moves_keep_places_without_gaps(moves):
    Story.objects.filter(title="Any moves").delete()
    story = Story.begin(pen_names=[], title="Any moves")
    expected = many_chapters(story, 7)
    for which, place in moves:
        chapter = story.chapters.get(pk=expected[which].pk)
        stands = chapter.move_to(place)
        expected.remove(chapter)
        expected.insert(min(max(place, 1), 7) - 1, chapter)
        assert expected.index(chapter) + 1 == stands
    found = list(story.chapters.in_place().values_list("pk", "position"))
    assert found == [(chapter.pk, place) for place, chapter in enumerate(expected, start=1)]


def test_one_of_a_thousand_moves_by_one_statement(author, draft):
    chapters = many_chapters(draft)
    with CaptureQueriesContext(connection) as captured:
        chapters[-1].move_to(1)
    updates = [query for query in captured if query["sql"].startswith("UPDATE")]
    assert len(updates) == 1
    assert len(updates[0]["sql"]) < 1_000
    assert draft.chapters.in_place().first() == chapters[-1]


def test_a_page_of_a_thousand_costs_what_a_page_of_ten_costs(author, draft):
    address = f"/works/{draft.pk}/chapters"
    many_chapters(draft, 9)
    author.get(address)
    with CaptureQueriesContext(connection) as few:
        author.get(address)
    many_chapters(draft, MANY - 10)
    with CaptureQueriesContext(connection) as many:
        page = author.get(address).text
    assert len(many) == len(few) <= 15
    assert "Night 100<" in page
    assert "Night 101<" not in page
    with CaptureQueriesContext(connection) as further:
        page = author.get(f"{address}?page=10").text
    assert len(further) == len(few) + 1  # where its numbers begin
    assert '<span aria-current="page">901–1000</span>' in page
    last = draft.chapters.in_place().last()
    answer = author.post(f"{address}/order", {"move": last.pk, "place": "150"})
    assert answer.url == f"{address}?page=2#row-{last.pk}"


def test_a_script_is_told_where_it_stands_and_what_the_others_are_called(author, alice):
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>"])
    one, two = story.chapters.in_place()
    story.chapters.update(title="")
    answer = author.post(
        f"/works/{story.pk}/chapters/order",
        {"move": f"{two.pk}:1"},
        headers={"accept": "application/json"},
    )
    names = {str(two.pk): "Chapter 1", str(one.pk): "Chapter 2"}
    assert answer.json() == {"place": 1, "of": 2, "names": names}


# What they are


def test_a_prologue_takes_no_number(author, client, bob, long_story):
    one, two, _three = long_story.chapters.in_place()
    Review.post(story=long_story, chapter=one, pen_name=bob.pen_name, html="<p>Early.</p>")
    Review.post(story=long_story, chapter=two, pen_name=bob.pen_name, html="<p>Later.</p>")
    address = f"/works/{long_story.pk}/chapters/{one.pk}/name"
    author.post(address, {"title": "", "kind": "prologue"})
    client.logout()
    page = client.get(f"{long_story.get_absolute_url()}?view_full_work=true").text
    for place in (1, 2, 3):
        assert f'id="chapter-{place}"' in page
    assert ">Prologue</span></h2>" in page
    assert ">Chapter 1</span>" in page
    assert ">Chapter 2</span>" in page
    assert ">Chapter 3</span>" not in page
    assert 'Chapters:</dt><dd class="chapters">3/?' in page
    reviews = client.get(f"/works/{long_story.pk}/reviews").text
    assert "· Prologue" in reviews
    assert "· chapter 1" in reviews
    contents = client.get(f"/works/{long_story.pk}/navigate").text
    assert ">Prologue</span></a>" in contents
    assert ">1. Part 2</a>" in contents
    assert "<title>The Long Way · Prologue" in client.get(one.get_absolute_url()).text
    assert "Next: <bdi" in client.get(one.get_absolute_url()).text


def test_the_kind_is_chosen_where_a_chapter_is_written_too(author, draft):
    author.post(
        f"/works/{draft.pk}/chapters/new",
        {"title": "", "html": "<p>After.</p>", "kind": "epilogue"},
    )
    chapter = draft.chapters.in_place().last()
    assert chapter.kind == ChapterKind.EPILOGUE
    edit = f"/works/{draft.pk}/chapters/{chapter.pk}/edit"
    assert '<option value="epilogue" selected' in author.get(edit).text
    answer = author.post(edit, {"html": "<p>Kept words.</p>", "kind": "appendix"})
    assert "Kept words." in answer.text
    assert "appendix" in answer.text
    chapter.refresh_from_db()
    assert chapter.kind == ChapterKind.EPILOGUE


def test_a_new_title_is_seen_at_once_unless_other_changes_wait(author, client, long_story):
    one, two, _three = long_story.chapters.in_place()
    two.write(html="<p>Not yet.</p>")
    for chapter in (one, two):
        address = f"/works/{long_story.pk}/chapters/{chapter.pk}/name"
        answer = author.post(
            address, {"title": f"New {chapter.pk}", "kind": "chapter"}, follow=True
        )
        assert f"New {chapter.pk}" in answer.text
    assert "waits with the chapter’s other changes" in answer.text
    client.logout()
    page = client.get(f"/works/{long_story.pk}/navigate").text
    assert f"New {one.pk}" in page
    assert f"New {two.pk}" not in page
    assert one.revisions.count() == 2


def test_a_title_that_is_too_long_is_said_beside_its_field_and_kept(author, long_story):
    one = long_story.chapters.in_place()[0]
    address = f"/works/{long_story.pk}/chapters/{one.pk}/name"
    title = "very " * 60
    answer = author.post(address, {"title": title, "kind": "chapter"})
    assert answer.status_code == 200
    assert f'id="title-{one.pk}_error"' in answer.text
    assert f'href="#title-{one.pk}"' in answer.text  # from the summary on top
    assert title.strip() in answer.text
    assert order(long_story)[0] == "Part 1"


def test_a_title_that_cannot_be_seen_is_none(author, long_story):
    one = long_story.chapters.in_place()[0]
    answer = author.post(
        f"/works/{long_story.pk}/chapters/{one.pk}/name",
        {"title": "\u200b\u2060", "kind": "chapter"},
    )
    assert "Use letters that can be seen." in answer.text
    assert order(long_story)[0] == "Part 1"


def test_that_is_said_on_the_page_of_the_list_on_which_the_chapter_stands(author, draft):
    last = many_chapters(draft, 120)[-1]
    address = f"/works/{draft.pk}/chapters"
    page = author.post(f"{address}/{last.pk}/name", {"title": "very " * 60}).text
    assert f'id="title-{last.pk}_error"' in page
    assert f'<a href="{address}?page=1">1–100</a>' in page  # not of the form's own address


def test_how_many_are_planned_is_said_on_the_same_page(author, client, long_story):
    address = f"/works/{long_story.pk}/chapters"
    author.post(f"{address}/planned", {"planned_chapters": "12"})
    answer = author.post(f"{address}/planned", {"planned_chapters": "many"})
    assert "Enter a whole number." in answer.text
    assert 'value="many"' in answer.text
    client.logout()
    assert '<dd class="chapters">3/12' in client.get(long_story.get_absolute_url()).text


def test_each_line_says_how_its_chapter_stands(author, alice, long_story):
    one = long_story.chapters.in_place()[0]
    one.write(title="Better", html="<p>Two words.</p>")
    new = long_story.add_chapter(title="", html="<p>Five words in a row</p>")
    page = author.get(f"/works/{long_story.pk}/chapters").text
    assert "has unreleased changes" in page
    assert "Better" in page
    assert "about 5 words" in page
    assert "Show the change to readers" in page
    assert f"/works/{long_story.pk}/chapters/{new.pk}/publication" in page


# Divided and joined


def text(*paragraphs) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


@pytest.fixture
def evening(alice):
    """One chapter of four passages."""
    return publish_story(alice, "Evening", texts=["\n".join(
        [text("It rained.", "It rained on."), "<hr>", text("It cleared.")]
    )])  # fmt: skip


def test_a_chapter_is_split_at_a_passage_that_is_chosen(author, client, evening):
    chapter = evening.chapters.get()
    address = f"/works/{evening.pk}/chapters/{chapter.pk}/split"
    page = author.get(address).text
    assert page.count('type="radio"') == 2  # not before the first, not at a scene break
    seen = chapter.stand()
    answer = author.post(address, {"block": "3", "seen": seen})
    _first, second = evening.chapters.in_place()
    assert answer.url == f"/works/{evening.pk}/chapters/{second.pk}/edit"
    assert second.current_fields()["html"] == text("It cleared.")
    again = author.post(address, {"block": "1", "seen": seen})
    assert "The text has changed since this page was opened." in again.text
    assert evening.chapters.in_place().count() == 2
    client.logout()
    page = client.get(f"{evening.get_absolute_url()}?view_full_work=true").text
    assert page.count("It cleared.") == page.count("It rained on.") == 1


@pytest.mark.parametrize("block", ["0", "4", "", "x", "9" * 30])
def test_where_nothing_can_be_split_is_said(author, evening, block):
    chapter = evening.chapters.get()
    address = f"/works/{evening.pk}/chapters/{chapter.pk}/split"
    answer = author.post(address, {"block": block, "seen": chapter.stand()})
    assert answer.status_code == 200
    assert "A chapter is split between two of its paragraphs" in answer.text
    assert evening.chapters.get() == chapter


def test_the_page_of_passages_opens_where_the_cursor_was(author, alice):
    story = write_story(alice, texts=[text(*(f"Passage {n}." for n in range(450)))])
    chapter = story.chapters.get()
    page = author.get(f"/works/{story.pk}/chapters/{chapter.pk}/split?block=420").text
    assert 'value="420" required checked' in page
    assert "Passage 399." not in page
    assert '<a href="?page=1">1–200</a>' in page


def test_two_chapters_become_one_and_only_once(author, client, long_story):
    one, two, three = long_story.chapters.in_place()
    address = f"/works/{long_story.pk}/chapters/{one.pk}/merge"
    page = author.get(address).text
    assert f'name="following" value="{two.pk}"' in page
    for _ in range(2):
        assert author.post(address, {"following": two.pk}).status_code == 302
    assert list(long_story.chapters.in_place()) == [one, three]
    refused = author.post(address.replace(str(one.pk), str(three.pk)), {"following": one.pk})
    assert refused.status_code == 404  # it is the last
    client.logout()
    page = client.get(f"{long_story.get_absolute_url()}?view_full_work=true").text
    assert page.count("Two.") == 1


def test_another_chapter_that_came_between_is_not_merged(author, long_story):
    one, two, three = long_story.chapters.in_place()
    three.move_to(2)
    answer = author.post(
        f"/works/{long_story.pk}/chapters/{one.pk}/merge", {"following": str(two.pk)}
    )
    assert "Another chapter stands behind this one now." in answer.text
    assert f'name="following" value="{three.pk}"' in answer.text
    assert long_story.chapters.in_place().count() == 3


def test_the_bin_leaves_no_gap_and_gives_back(author, long_story):
    two = long_story.chapters.in_place()[1]
    two.move_to_bin()
    two.move_to_bin()  # sent twice
    page = author.get(f"/works/{long_story.pk}/chapters").text
    assert "Part 2" in page
    assert "Fetch back" in page
    assert [chapter.position for chapter in long_story.chapters.in_place()] == [1, 2]
