"""A moderator removes a picture: the story stays, the bytes are hers alone, it can be undone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from core.models import AuditEntry
from moderation import decisions
from moderation.models import Decision
from stories.models import StoryImage
from tests.cast import SECRET, write_story
from tests.stories.pictures import ALT, picture, shown

LIST = "/admin/moderation/picture/"


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def story(alice):
    story = write_story(alice)
    image = picture(story, width=700, height=500)
    story.chapters.get().write(html=f"<p>It rained.</p>{shown(image)}")
    story.publish(by=alice)
    return story


@pytest.fixture
def image(story):
    return story.images.get()


def as_person(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_removed_picture_is_served_to_moderators_alone(client, alice, bob, mod, admin, image):
    decisions.remove(image, by=mod, reason=" It shows a real child. ")
    address = f"{image.get_absolute_url()}?w=480"
    for reader in (client, as_person(bob), as_person(alice)):
        assert reader.get(address).status_code == 404
    for keeper in (mod, admin):
        answer = as_person(keeper).get(address)
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "private, no-cache"
    decisions.put_back(image, by=mod)
    assert client.get(address).status_code == 200


def test_where_it_stood_stands_a_sentence(client, mod, story, image):
    page = story.get_absolute_url()
    assert f'alt="{ALT}"' in client.get(page).text
    assert "1 picture" in client.get(page).text
    decisions.remove(image, by=mod, reason="It shows a real child.")
    text = client.get(page).text
    assert "A moderator removed it." in text
    assert "<img" not in text.split('id="chapters"')[1].split("verbs")[0]
    assert "1 picture" not in text
    assert "real child" not in text
    decisions.put_back(image, by=mod)
    assert f'alt="{ALT}"' in client.get(page).text


def test_a_removed_cover_is_no_cover(client, mod, story, image):
    image.become_cover()
    assert 'class="cover"' in client.get(story.get_absolute_url()).text
    decisions.remove(image, by=mod, reason="Stolen")
    assert 'class="cover"' not in client.get(story.get_absolute_url()).text


def test_its_author_reads_why_and_can_do_nothing_about_it(alice, mod, story, image):
    decisions.remove(image, by=mod, reason="It is another painter’s.")
    client = as_person(alice)
    page = client.get(f"/works/{story.pk}/images").text
    assert "It is another painter’s." in page
    assert "<img" not in page.split('class="pictures"')[1]
    listed = client.get(f"/works/{story.pk}/images", headers={"accept": "application/json"})
    assert listed.json() == {"images": []}
    for verb in ("edit", "cover", "insertion", "delete"):
        address = f"/works/{story.pk}/images/{image.pk}/{verb}"
        assert client.post(address, {"alt": "Mine"}).status_code == 404, verb
    image.refresh_from_db()
    assert image.is_removed


def test_it_is_written_down_and_undone(mod, image):
    decisions.remove(image, by=mod, reason="Stolen")
    decision = Decision.objects.get()
    assert (decision.subject, decision.verb, decision.by) == (image, "remove", mod)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_type) == ("image.remove", "stories.storyimage")
    assert (entry.object_id, entry.reason) == (image.pk, "Stolen")
    with pytest.raises(decisions.RefusedError):
        decisions.remove(image, by=mod, reason="Again")
    decisions.put_back(image, by=mod, reason="It is hers after all")
    with pytest.raises(decisions.RefusedError):
        decisions.put_back(image, by=mod)
    image.refresh_from_db()
    assert (image.removed_at, image.removed_reason) == (None, "")
    assert [row.verb for row in Decision.objects.order_by("pk")] == ["remove", "put_back"]
    assert AuditEntry.objects.count() == 2


def test_a_reason_is_given(mod, image):
    with pytest.raises(decisions.RefusedError):
        decisions.remove(image, by=mod, reason="  ")
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["alice", "bob", "editor"])
def test_nobody_else_decides(request, image, who):
    user = request.getfixturevalue(who)
    for decide in (decisions.remove, decisions.put_back):
        with pytest.raises(PermissionDenied):
            decide(image, by=user, reason="Mine")
    image.refresh_from_db()
    assert not image.is_removed


def test_a_decision_is_about_one_thing(mod, story, image):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(verb="remove", image=image, story=story, by=mod)


def test_what_was_decided_stays_when_the_picture_is_gone(mod, image):
    decisions.remove(image, by=mod, reason="Stolen")
    image.delete_for_good()
    assert Decision.objects.get().subject is None
    assert as_person(mod).get("/admin/moderation/decision/").status_code == 200


def test_the_list_shows_what_readers_meet_and_no_draft(alice, mod, story, image):
    picture(story, alt=f"{SECRET} unused")
    draft = write_story(alice, "A draft")
    hidden_in_a_draft = picture(draft, alt=f"{SECRET} draft")
    draft.chapters.get().write(html=shown(hidden_in_a_draft))
    client = as_person(mod)
    page = client.get(LIST).text
    assert ALT in page
    assert f"{image.get_absolute_url()}?w=480" in page
    assert SECRET not in page
    assert client.get(f"{LIST}{hidden_in_a_draft.pk}/change/").status_code == 302
    assert ALT in client.get(f"{LIST}?q=lighthouse").text
    assert ALT in client.get(f"{LIST}?q={story.pk}").text
    assert ALT not in client.get(f"{LIST}?q=windmill").text


def test_from_the_list_and_from_its_page_it_is_removed_and_put_back(mod, image):
    client = as_person(mod)
    chosen = {"action": "remove", "_selected_action": image.pk}
    asked = client.post(LIST, chosen)
    assert "Its authors read this" in asked.text
    image.refresh_from_db()
    assert not image.is_removed
    client.post(LIST, chosen | {"decide": "yes", "reason": "Stolen"})
    image.refresh_from_db()
    assert image.removed_reason == "Stolen"
    page = client.get(f"{LIST}?state=removed").text
    assert "Look at it" in page
    assert "<img src=" not in page.split('id="result_list"')[1]
    client.post(LIST, {"action": "put_back", "_selected_action": image.pk, "decide": "yes"})
    image.refresh_from_db()
    assert not image.is_removed
    assert client.get(f"{LIST}{image.pk}/change/").status_code == 200


def test_the_list_costs_the_same_for_many(mod, story, image, django_assert_max_num_queries):
    client = as_person(mod)
    client.get(LIST)
    for _again in range(2):
        for _one in range(3):
            other = picture(story, width=40, height=30)
            StoryImage.objects.filter(pk=other.pk).update(removed_at=story.published_at)
        with django_assert_max_num_queries(12):
            client.get(LIST)


def test_the_decisions_name_it_only_while_it_is_out(mod, story, image):
    decisions.remove(image, by=mod, reason="Stolen")
    client = as_person(mod)
    assert "Picture: A lighthouse" in client.get("/admin/moderation/decision/").text
    story.unpublish()
    page = client.get("/admin/moderation/decision/").text
    assert "lighthouse" not in page
    assert "that was taken back" in page


@pytest.mark.parametrize("who", ["bob", "editor"])
def test_the_room_is_shut_for_others(request, image, who):
    answer = as_person(request.getfixturevalue(who)).get(LIST)
    assert answer.status_code in (302, 403)
