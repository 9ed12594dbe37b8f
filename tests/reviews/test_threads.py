"""Reviews as they stand on a page: trees, pages by key, who sees which, and at what cost."""

import re

import pytest
from django.urls import reverse

from reviews.limits import INDENTED, LEVELS, THREADS
from reviews.models import Review
from stories.models import Byline
from tests.cast import publish_story


def reviews_of(story):
    return reverse("reviews", args=[story.pk])


def fill(story, user, rows):
    for number in range(rows):
        review = Review.post(story=story, pen_name=user.pen_name, html=f"<p>r{number}.</p>")
        Review.post(story=story, pen_name=user.pen_name, html=f"<p>a{number}.</p>", parent=review)


def test_pages_of_threads_follow_one_another(client, bob, story):
    fill(story, bob, THREADS + 2)
    page = client.get(reviews_of(story))
    assert f"r{THREADS + 1}." in page.text and "r2." in page.text
    assert ">r1.<" not in page.text and ">a1.<" not in page.text
    older = page.context["threads"].older
    page = client.get(f"{reviews_of(story)}?before={older}")
    assert ">r1.<" in page.text and ">r0.<" in page.text and ">a0.<" in page.text
    assert ">r2.<" not in page.text
    assert not page.context["threads"].older


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1"])
def test_any_place_in_the_list_is_a_page(client, bob, story, before):
    fill(story, bob, 2)
    assert client.get(f"{reviews_of(story)}?before={before}").status_code == 200


def test_deep_answers_stand_on_a_page_of_their_own(client, bob, story, say):
    chain = [say(story, bob, "word1.")]
    for number in range(2, 2 * LEVELS + 2):
        chain.append(say(story, bob, f"word{number}.", parent=chain[-1]))
    page = client.get(reviews_of(story)).text
    assert f"word{LEVELS}." in page
    assert f"word{LEVELS + 1}." not in page
    assert f"{LEVELS + 1} more answers" in page
    deepest = chain[LEVELS - 1]
    page = client.get(deepest.get_absolute_url()).text
    assert f"word{LEVELS}." in page and f"word{2 * LEVELS - 1}." in page
    above = page[: page.index('<ol class="thread"')]
    assert f"word{LEVELS - 1}." in above and "It answers" in above  # once, to know what it answers
    assert page.count(f"word{LEVELS - 1}.") == 1
    assert f"word{LEVELS - 2}." not in page
    assert chain[LEVELS - 2].get_absolute_url() in page
    last = client.get(chain[-1].get_absolute_url()).text
    assert "word13." in last
    shallow = client.get(chain[1].get_absolute_url()).text
    assert "word1." in shallow


def test_held_reviews_are_for_their_writer_and_the_authors(
    client, alice, bob, charlie, mod, story, say
):
    review = say(story, bob, "Held words.", held_for="author")
    for address in (reviews_of(story), story.get_absolute_url()):
        assert "Held words." not in client.get(address).text
        for user, sees in ((alice, True), (bob, True), (charlie, False), (mod, True)):
            client.force_login(user)
            assert ("Held words." in client.get(address).text) is sees
        client.logout()
    assert client.get(review.get_absolute_url()).status_code == 404


def test_a_hidden_review_shows_no_words_and_no_name(client, bob, charlie, alice, mod, story, say):
    review = say(story, bob, "Secretword")
    say(story, alice, "Please.", parent=review)
    review.hide("Rude")
    for user in (None, alice, bob, charlie):
        if user:
            client.force_login(user)
        page = client.get(reviews_of(story)).text
        assert "hidden by the moderators" in page
        assert "Secretword" not in page
        if user != bob:
            assert "Otterburn" not in page
    client.force_login(mod)
    assert "Secretword" in client.get(reviews_of(story)).text


def test_tombstones_with_nothing_to_read_under_them_are_left_out(client, bob, story, say):
    review = say(story, bob, "Secretword")
    say(story, bob, "Also held.", parent=review, held_for="author")
    review.hide("Rude")
    assert "hidden by the moderators" not in client.get(reviews_of(story)).text
    assert client.get(review.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["draft", "hidden_story", "members_story"])
def test_reviews_are_as_secret_as_their_story(request, client, bob, kind):
    story = request.getfixturevalue(kind)
    review = Review.post(story=story, pen_name=bob.pen_name, html="<p>Secretword</p>")
    names = ("review", "review_answer", "review_edit", "review_delete", "report_review")
    addresses = [reviews_of(story), reverse("review_new", args=[story.pk])]
    addresses += [reverse(name, args=[review.pk]) for name in names]
    for address in addresses:
        page = client.get(address)
        assert page.status_code in (404, 302)
        assert "Secretword" not in page.text
        assert "Zanzibarquartz" not in page.text


def test_a_guests_page_is_every_guests_page(client, bob, story):
    fill(story, bob, 2)
    for address in (reviews_of(story), Review.objects.latest("pk").get_absolute_url()):
        page = client.get(address)
        assert page.headers["Cache-Control"].startswith("public")
        assert "csrf" not in page.text
        assert not page.cookies
        client.cookies["guest"] = "whatever"
        assert client.get(address).content == page.content
        client.cookies.clear()


def test_links_stand_where_one_may(client, alice, bob, charlie, mod, story, say):
    review = say(story, bob)
    verbs = ("answer", "edit", "delete", "freeze", "report")

    def links():
        page = client.get(reviews_of(story)).text
        return {verb for verb in verbs if reverse(f"review_{verb}" if verb != "report" else
                "report_review", args=[review.pk]) in page}  # fmt: skip

    assert links() == {"answer", "report"}
    client.force_login(bob)
    assert links() == {"answer", "edit", "delete"}
    client.force_login(charlie)
    assert links() == {"answer", "report"}
    client.force_login(alice)
    assert links() == {"answer", "delete", "freeze", "report"}
    client.force_login(mod)
    assert "/admin/reviews/review/" in client.get(reviews_of(story)).text


@pytest.mark.parametrize("rows", [5, 50])
@pytest.mark.parametrize("who", [None, "alice", "mod"])
def test_the_cost_does_not_grow(
    request, client, alice, bob, rows, who, settings, django_assert_max_num_queries
):
    settings.SITE_SETTINGS_SECONDS = 60
    story = publish_story(alice)
    fill(story, bob, rows)
    if who:
        client.force_login(request.getfixturevalue(who))
    thread = Review.objects.filter(parent=None).latest("pk")
    for row in range(rows):
        Review.post(story=story, pen_name=bob.pen_name, html=f"<p>more {row}.</p>", parent=thread)
    at_most = 13 if who else 8
    for address in (reviews_of(story), thread.get_absolute_url(), story.get_absolute_url()):
        with django_assert_max_num_queries(at_most):
            assert client.get(address).status_code == 200


def test_an_answer_whose_indent_has_ended_names_whom_it_answers(
    client, alice, bob, charlie, story, say
):
    people = [alice, bob, charlie]
    chain = [say(story, bob, "word0.")]
    for number in range(1, LEVELS):
        chain.append(say(story, people[number % 3], f"word{number}.", parent=chain[-1]))
    page = client.get(reviews_of(story)).text
    assert page.count("answers <bdi>") == LEVELS - INDENTED
    assert f"answers <bdi>{people[INDENTED % 3].pen_name}</bdi>" in page
    Byline.objects.update(shown=False)
    page = client.get(reviews_of(story)).text
    assert alice.pen_name.name not in page
    assert "answers the author" in page


def test_what_a_deep_answer_answers_is_not_told_to_whom_it_is_not_for(client, bob, story, say):
    chain = [say(story, bob, "word0.")]
    for number in range(1, LEVELS + 1):
        chain.append(say(story, bob, f"word{number}.", parent=chain[-1]))
    chain[LEVELS - 2].hide("Rude")
    page = client.get(chain[LEVELS - 1].get_absolute_url()).text
    assert "What it answers is no longer here." in page
    assert f"word{LEVELS - 2}." not in page


def test_a_thread_of_two_hundred_answers(client, alice, bob, story, django_assert_max_num_queries):
    """Half of them one below the other: no page is too deep, and all can be reached."""
    root = Review.post(story=story, pen_name=bob.pen_name, html="<p>root.</p>")
    about = {"story": story, "root": root, "approved_at": root.approved_at}
    parent = root
    for number in range(100):
        writer = (alice, bob)[number % 2].pen_name
        parent = Review.objects.create(
            parent=parent, pen_name=writer, html=f"<p>deep{number}.</p>", **about
        )
    Review.objects.bulk_create(
        Review(parent=root, pen_name=bob.pen_name, html=f"<p>wide{number}.</p>", **about)
        for number in range(100)
    )
    seen: set[str] = set()
    address: str | None = root.get_absolute_url()
    while address:
        with django_assert_max_num_queries(8):
            page = client.get(address).text
        threads = page[page.index('<ol class="thread"') :]
        seen |= set(re.findall(r"<p>((?:deep|wide)\d+)\.</p>", threads))
        further = re.search(r'class="further"><a href="([^"]+)"', page)
        address = further and further[1]
    assert len(seen) == 200
