"""The threads of a story in three orders: whole pages, nothing twice, nothing left out; and the
number of answers by which one of the orders goes."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from reviews.limits import THREADS
from reviews.models import Review
from reviews.sorting import ANSWERED, NEWEST, OLDEST, SORTS
from reviews.tasks import recount

ANSWERS = [0, 3, 1, 0, 2, 0, 0, 1]  # of one thread after the other, again and again


def page_of(story, sort="", before=""):
    return f"{reverse('reviews', args=[story.pk])}?sort={sort}&before={before}"


def fill(story, user, threads):
    """Roots at once, then their answers: as many rows as it needs, few statements."""
    about = {"story": story, "pen_name": user.pen_name, "approved_at": timezone.now()}
    roots = Review.objects.bulk_create(
        Review(html=f"<p>r{n}.</p>", answer_count=ANSWERS[n % len(ANSWERS)], **about)
        for n in range(threads)
    )
    Review.objects.bulk_create(
        Review(html="<p>a.</p>", parent=root, root=root, **about)
        for root in roots
        for _ in range(root.answer_count)
    )
    return roots


def walk(client, story, sort) -> list[list[int]]:
    """The roots, page by page, by the links from one page to the next."""
    pages, address = [], page_of(story, sort)
    while address:
        page = client.get(address)
        pages.append([int(n) for n in re.findall(r"<p>r(\d+)\.</p>", page.text)])
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = following and following[1].replace("&amp;", "&")
    return pages


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_shows_every_thread_once(client, bob, story, sort):
    number = 2 * THREADS + 3
    fill(story, bob, number)
    pages = walk(client, story, sort)
    assert [len(page) for page in pages] == [THREADS, THREADS, 3]
    ways = {
        "newest": lambda n: -n,
        "oldest": lambda n: n,
        "answered": lambda n: (-ANSWERS[n % len(ANSWERS)], -n),
    }
    shown = [number for page in pages for number in page]
    assert shown == sorted(range(number), key=ways[sort])


@pytest.mark.parametrize(
    ("sort", "mark"), [(NEWEST, "300"), (OLDEST, "300"), (ANSWERED, "0-300")], ids=list(SORTS)
)
def test_a_page_in_the_middle_is_found_in_an_index(story, bob, sort, mark):
    """So page 100 costs what page 2 costs, also where hundreds have no answer at all."""
    fill(story, bob, 600)
    roots = story.reviews.filter(root=None).order_by(*sort.order)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reviews_review; SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = sort.after(roots, mark).values("pk")[: THREADS + 1].explain()
    assert re.search(r"Index Cond: .*(id|ROW\(.*) [<>] ", plan), plan
    assert "Sort" not in plan


@pytest.mark.parametrize("before", ["x", "-", "1-2-3", "9" * 40, "9-" + "9" * 40, "٣"])
def test_any_word_in_the_address_is_a_page(client, bob, story, before):
    for sort in ("answered", "newest", "loudest"):
        assert client.get(page_of(story, sort, before)).status_code == 200


def test_the_current_order_is_marked_and_the_first_page_is_one_link_away(client, bob, story):
    fill(story, bob, THREADS + 1)
    page = client.get(page_of(story, "oldest")).text
    assert re.search(r'href="[^"]*\?sort=oldest" aria-current="true"', page)
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    page = client.get(following).text
    assert f'href="{reverse("reviews", args=[story.pk])}?sort=oldest">The first page' in page


def test_the_story_page_keeps_the_newest_first_and_leads_to_the_other_orders(client, bob, story):
    fill(story, bob, THREADS + 1)
    story.tally.reviews = THREADS
    story.tally.save()
    page = client.get(story.get_absolute_url()).text
    assert page.index(f"r{THREADS}.") < page.index(f"r{THREADS - 1}.")
    assert f"{reverse('reviews', args=[story.pk])}?sort=answered" in page
    assert 'aria-current="true">Newest' not in page


# How many answers


def answers(root) -> int:
    return Review.objects.values_list("answer_count", flat=True).get(pk=root.pk)


def test_a_thread_knows_how_many_answers_everybody_sees(alice, bob, story, say):
    root = say(story, bob)
    first = say(story, alice, "One.", parent=root)
    deep = say(story, bob, "Two.", parent=first)
    held = say(story, bob, "Held.", parent=deep, held_for="author")
    assert answers(root) == 2
    held.approve()
    assert answers(root) == 3
    deep.hide("Rude")
    deep.hide("Rude")
    assert answers(root) == 2
    deep.unhide()
    assert answers(root) == 3
    first.remove()
    assert answers(root) == 2
    say(story, alice, "Three.", parent=Review.objects.get(pk=root.pk))
    assert answers(root) == 3
    root.hide("Spam")
    assert answers(root) == 3


def test_what_was_counted_wrongly_is_right_in_the_morning(alice, bob, story, say):
    root = say(story, bob)
    say(story, alice, "One.", parent=root)
    say(story, alice, "Two.", parent=root).hide("Rude")
    Review.objects.update(answer_count=7)
    recount(0)
    assert answers(root) == 1
