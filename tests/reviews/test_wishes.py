"""What an author wishes to hear: said once, said otherwise for one story, told to readers."""

from django.test import Client
from django.urls import reverse

from reviews.models import FirstReader, Review, StoryWishes, Welcome, Wishes
from reviews.wishes import Wished, wishes_for
from stories.models import Byline, Story
from tests.cast import publish_story
from tests.reviews.test_writing import as_bob, form_of

SENTENCE = {
    "kind": "The author would love kind words.",
    "honest": "The author would like to hear what you thought, honestly.",
    "typos": "The author is glad to be told of typing errors.",
    "questions": "The author would like questions only.",
    "nothing": "The author would rather not hear about this story.",
}


def wished(story) -> Wished:
    return wishes_for(Story.objects.get(pk=story.pk))


def say_once(client, **fields):
    return client.post(reverse("wishes"), fields)


def say_here(client, story, **fields):
    return client.post(reverse("story_wishes", args=[story.pk]), fields)


def test_what_is_said_once_holds_for_all_stories(client, alice, story):
    other = publish_story(alice, "Another")
    assert wished(story) == Wished()
    client.force_login(alice)
    page = say_once(client, welcome="honest", holds="on", passages="on")
    assert page.url == reverse("wishes")
    assert wished(story) == wished(other) == Wished("honest", True, True, False)
    assert "honestly" in client.get(reverse("wishes")).text


def test_a_story_may_have_it_otherwise_and_go_back(client, alice, story):
    client.force_login(alice)
    say_once(client, welcome="kind", holds="on", corrections="on")
    page = client.get(reverse("story_wishes", args=[story.pk])).text
    assert "As for all my stories: The author would love kind words." in page
    say_here(client, story, welcome="questions", holds="no", passages="yes", corrections="")
    assert wished(story) == Wished("questions", False, True, True)
    assert wished(publish_story(alice, "Another")) == Wished("kind", True, False, True)
    say_here(client, story, welcome="")
    assert wished(story) == Wished("kind", True, False, True)


def test_of_two_authors_the_first_ones_wishes_hold(client, alice, dana, story):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    Wishes.objects.create(user=dana, welcome="nothing", holds=True)
    assert wished(story) == Wished()
    Wishes.objects.create(user=alice, welcome="kind")
    assert wished(story).welcome == "kind"
    Byline.objects.filter(pen_name=alice.pen_name).update(state=Byline.State.DECLINED)
    assert wished(story).holds


def test_it_is_asked_once_and_in_one_query(alice, story, django_assert_num_queries):
    StoryWishes.objects.create(story=story, welcome="kind")
    FirstReader.objects.create(author=alice, pen_name=alice.pen_name)
    story = Story.objects.get(pk=story.pk)
    with django_assert_num_queries(1):
        wishes_for(story)
        wishes_for(story)


def test_readers_are_told_above_the_button_and_above_the_box(client, story):
    for welcome in Welcome.values:
        StoryWishes.objects.update_or_create(story=story, defaults={"welcome": welcome})
        page, form = client.get(story.get_absolute_url()).text, client.get(form_of(story))
        assert SENTENCE[welcome] in page
        assert SENTENCE[welcome] in form.text
        assert (form_of(story) in page) == (form.status_code == 200) == (welcome != "nothing")


def test_every_guest_reads_the_same_and_at_once(client, alice, story):
    """The page is kept: it must know of both rows."""
    address = story.get_absolute_url()
    client.get(address)
    Wishes.objects.create(user=alice, welcome="kind")
    assert SENTENCE["kind"] in client.get(address).text
    StoryWishes.objects.create(story=story, welcome="questions")
    assert SENTENCE["questions"] in client.get(address).text
    Wishes.objects.update(holds=True)
    assert "before others see it" in client.get(address).text
    assert client.get(address).content == Client(headers={"cookie": "x=y"}).get(address).content


def test_nothing_closes_answers_too_and_gives_the_words_back(client, alice, bob, story, say):
    review = say(story, bob)
    answer = reverse("review_answer", args=[review.pk])
    client.force_login(bob)
    assert answer in client.get(story.get_absolute_url()).text
    Wishes.objects.create(user=alice, welcome="nothing")
    for page in (story.get_absolute_url(), reverse("reviews", args=[story.pk])):
        assert answer not in client.get(page).text
    for address in (answer, form_of(story)):
        page = client.post(address, as_bob(bob))
        assert page.status_code == 403
        assert SENTENCE["nothing"] in page.text
        assert "I laughed aloud." in page.text
    assert Review.objects.count() == 1


def test_others_keep_their_hands_off(client, bob, story):
    address = reverse("story_wishes", args=[story.pk])
    client.force_login(bob)
    assert client.get(address).status_code == 404
    assert client.post(address, {"welcome": "nothing"}).status_code == 404
    assert not StoryWishes.objects.exists()


def test_a_session_that_ended_does_not_cost_the_choices(client, story):
    answer = client.post(reverse("wishes"), {"welcome": "kind", "first_reader": "Otterburn"})
    assert answer.status_code == 302
    assert "first_reader%3DOtterburn" in answer.url
    assert not Wishes.objects.exists()
