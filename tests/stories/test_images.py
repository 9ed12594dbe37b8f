"""Pictures in stories: brought, described, placed, handed out to whoever reads the story."""

import json
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from stories import limits
from stories.images import addresses
from stories.models import Chapter, Draft, Story, StoryImage
from tests.cast import SECRET, publish_story, write_story
from tests.stories.pictures import ALT, drawn, picture, shown, upload


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def files(tmp_path):
    """All that lies on the disk."""
    return lambda: sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())


def as_person(user, **how) -> Client:
    client = Client(**how)
    client.force_login(user)
    return client


def illustrated(author, image=None, **fields):
    """A published story whose text shows a picture."""
    story = write_story(author, **fields)
    image = picture(story)
    chapter = story.chapters.get()
    chapter.write(html=f"<p>It rained.</p>{shown(image)}")
    story.publish(by=author)
    return story, image


def bring(client, story, data=None, alt=ALT, **how):
    return client.post(f"/works/{story.pk}/images", {"file": upload(data), "alt": alt}, **how)


# Bringing one


def test_a_picture_is_made_anew_at_three_widths(alice, draft, files):
    photo = drawn(2000, 1500, kind="JPEG", colour="#8a2b2b")
    answer = bring(as_person(alice), draft, photo)
    image = draft.images.get()
    assert (answer.status_code, answer.url) == (302, f"/works/{draft.pk}/images#image-{image.pk}")
    assert [(file["width"]) for file in image.files] == [480, 960, 1600]
    assert (image.width, image.height, image.alt, image.by) == (1600, 1200, ALT, alice)
    assert files() == sorted(file["name"] for file in image.files)
    for file in image.files:
        with default_storage.open(file["name"]) as stored:
            data = stored.read()
        copy = Image.open(BytesIO(data))
        assert (copy.format, copy.width, len(data)) == ("WEBP", file["width"], file["bytes"])
    assert image.bytes == sum(file["bytes"] for file in image.files)


def test_the_editor_gets_what_it_puts_into_the_text(alice, draft):
    answer = bring(as_person(alice), draft, headers={"accept": "application/json"})
    image = draft.images.get()
    said = {"src": f"/works/{draft.pk}/images/{image.pk}", "alt": ALT, "width": 40, "height": 30}
    assert answer.json() == said
    listed = as_person(alice).get(
        f"/works/{draft.pk}/images", headers={"accept": "application/json"}
    )
    assert listed.json() == {"images": [said]}


def test_the_same_form_sent_twice_keeps_one_picture(alice, draft, files):
    client = as_person(alice)
    bring(client, draft)
    bring(client, draft)
    assert draft.images.count() == 1
    assert len(files()) == 1
    bring(client, draft, alt="Another ferry.")
    assert draft.images.count() == 2


@pytest.mark.parametrize(
    ("data", "alt", "field", "words"),
    [
        (drawn(), "", "alt", "required"),
        (drawn(), " \n ", "alt", "required"),
        (drawn(), "\u200b", "alt", "letters that can be seen"),
        (drawn(), "x" * (limits.ALTERNATIVE_TEXT + 1), "alt", "at most 1000"),
        (b"%PDF-1.7 no picture", ALT, "file", "not a picture"),
        (b"", ALT, "file", "empty"),
        (b"\x89PNG" + bytes(5_000_001), ALT, "file", "larger than 5 MB"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_words_stay(
    alice, draft, files, data, alt, field, words
):
    client = as_person(alice)
    page = bring(client, draft, data, alt)
    assert page.status_code == 422
    assert words in str(page.context["form"].errors[field])
    assert alt.strip() in page.text
    answer = bring(client, draft, data, alt, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert words in str(answer.json()["errors"][field])
    assert not draft.images.exists()
    assert not files()


def test_a_story_has_at_most_a_hundred(alice, draft, files, monkeypatch):
    monkeypatch.setattr(limits, "IMAGES_A_STORY", 2)
    picture(draft)
    picture(draft)
    before = files()
    page = bring(as_person(alice), draft)
    assert "may have 2 pictures" in page.text
    assert files() == before


def test_only_so_many_an_hour(alice, draft, monkeypatch):
    monkeypatch.setattr("stories.views.images.AN_HOUR", {"at_most": 1, "seconds": 3600})
    client = as_person(alice)
    bring(client, draft)
    page = bring(client, draft, alt="Another.")
    assert "many pictures in a short time" in page.text
    assert draft.images.count() == 1


def test_whose_session_ended_gets_the_words_back(client, draft):
    answer = bring(client, draft)
    assert answer.status_code == 403
    assert ALT in answer.text
    assert not draft.images.exists()


def test_the_editor_of_a_lost_session_is_told_so(client, draft):
    answer = bring(client, draft, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "signed out" in answer.json()["errors"]["file"][0]


def test_nothing_is_left_where_the_row_could_not_be_written(alice, draft, files, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(StoryImage.objects, "create", fail)
    with pytest.raises(RuntimeError):
        bring(as_person(alice), draft)
    assert not files()


# Handing it out


def test_each_width_is_answered_by_the_narrowest_that_is_wide_enough(client, alice):
    story, image = illustrated(alice)
    for asked, width in {"1": 480, "480": 480, "481": 960, "1600": 1600, "9999": 1600}.items():
        answer = client.get(f"/works/{story.pk}/images/{image.pk}?w={asked}")
        assert Image.open(BytesIO(answer.content)).width == width
        assert answer.headers["Content-Length"] == str(len(answer.content))
    for odd in ("", "?w=", "?w=wide", "?w=-3", "?w=²", "?w=" + "9" * 400):
        answer = client.get(f"/works/{story.pk}/images/{image.pk}{odd}")
        assert answer.status_code == 200


def test_no_browser_takes_it_for_anything_else(client, alice):
    _story, image = illustrated(alice)
    answer = client.get(image.get_absolute_url())
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_guests_may_be_shared_for_a_minute_and_a_members_never(client, alice, bob):
    story, image = illustrated(alice)
    address = image.get_absolute_url()
    guests = client.get(address)
    assert guests.headers["Cache-Control"] == "public, max-age=3600, s-maxage=60"
    assert "Cookie" in guests.headers["Vary"]
    assert not guests.cookies
    with_cookie = Client(headers={"cookie": "language=es"}).get(address)
    member = as_person(bob)
    assert with_cookie.headers["Cache-Control"] == "private, max-age=3600"
    assert member.get(address).headers["Cache-Control"] == "private, max-age=3600"
    Story.objects.filter(pk=story.pk).update(visibility="members")
    assert client.get(address).status_code == 404
    assert member.get(address).headers["Cache-Control"] == "private, no-cache"


def test_who_has_it_already_gets_no_bytes(client, alice):
    _story, image = illustrated(alice)
    address = f"{image.get_absolute_url()}?w=480"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    wider = client.get(image.get_absolute_url(), headers={"if-none-match": first.headers["ETag"]})
    assert wider.status_code == 200


def test_a_picture_of_a_draft_is_a_secret(client, alice, bob, mod):
    story, image = illustrated(alice)
    unseen = picture(story)
    secret = story.add_chapter(html=shown(unseen))
    address = unseen.get_absolute_url()
    for reader in (client, as_person(bob), as_person(mod)):
        assert reader.get(address).status_code == 404
        assert reader.get(image.get_absolute_url()).status_code == 200
    assert as_person(alice).get(address).status_code == 200
    secret.publish(by=alice)
    assert client.get(address).status_code == 200
    secret.move_to_bin()
    assert client.get(address).status_code == 404


def test_one_in_the_front_matter_or_in_the_notes_of_a_chapter_is_seen_as_well(client, alice):
    story = publish_story(alice)
    chapters = Chapter.objects.filter(story=story)
    front = Story.objects.filter(pk=story.pk)
    for rows, fields in (
        (front, ("summary", "notes", "end_notes", "dedication", "au_premise")),
        (chapters, ("summary", "notes", "end_notes")),
    ):
        for field in fields:
            address = (image := picture(story, width=40, height=30)).get_absolute_url()
            assert client.get(address).status_code == 404, field
            rows.update(**{field: shown(image)})
            assert client.get(address).status_code == 200, field


def test_the_number_of_another_is_not_taken_for_its_own(client, alice):
    story = write_story(alice)
    image = picture(story)
    longer = StoryImage.objects.create(
        pk=image.pk * 10 + 1, story=story, alt=ALT, width=40, height=30, files=image.files, bytes=1
    )
    story.chapters.get().write(html=shown(longer))
    story.publish(by=alice)
    assert client.get(longer.get_absolute_url()).status_code == 200
    assert client.get(image.get_absolute_url()).status_code == 404


def test_it_belongs_to_its_story(client, alice):
    story, image = illustrated(alice)
    other = publish_story(alice, "Another")
    assert client.get(f"/works/{other.pk}/images/{image.pk}").status_code == 404
    assert client.get(f"/works/{story.pk}/images/{image.pk}").status_code == 200


def test_a_file_that_is_gone_is_a_page_that_is_not_there(client, alice):
    _story, image = illustrated(alice)
    for file in image.files:
        default_storage.delete(file["name"])
    assert client.get(image.get_absolute_url()).status_code == 404


def test_what_a_picture_costs(client, alice, django_assert_max_num_queries):
    _story, image = illustrated(alice)
    client.get(image.get_absolute_url())
    with django_assert_max_num_queries(3):
        client.get(image.get_absolute_url())


# What becomes of it


def test_its_words_are_changed(alice, draft):
    image = picture(draft)
    client = as_person(alice)
    page = client.post(f"/works/{draft.pk}/images/{image.pk}/edit", {"alt": " "})
    assert "required" in str(page.context["form"].errors["alt"])
    client.post(f"/works/{draft.pk}/images/{image.pk}/edit", {"alt": "A  lamp.\n"})
    image.refresh_from_db()
    assert image.alt == "A lamp."


def test_who_changes_them_is_told_which_texts_keep_the_old(alice, draft):
    image = picture(draft)
    chapter = draft.chapters.get()
    address = f"/works/{draft.pk}/images/{image.pk}/edit"
    assert "It stands here" not in as_person(alice).get(address).text
    chapter.write(html=shown(image))
    page = as_person(alice).get(address).text
    assert "Where it stands in a text already, change them there. It stands here:" in page
    assert f'href="{chapter.get_absolute_url()}/edit"' in page


def test_a_cover_stands_on_the_title_page_and_is_taken_away_again(client, alice):
    story = publish_story(alice, texts=["<p>One.</p>", "<p>Two.</p>"])
    image = picture(story)
    writer = as_person(alice)
    address = f"/works/{story.pk}/images/{image.pk}/cover"
    for _twice in range(2):
        writer.post(address)
    front, second = (
        client.get(f"/works/{story.pk}{page}").text
        for page in ("", f"/chapters/{story.chapters.last().pk}")
    )
    assert f'alt="{ALT}"' in front
    assert f"{image.get_absolute_url()}?w=480 480w" in front
    assert "1 picture, 1 kB" in front.replace("\xa0", " ") or "1 picture" in front
    assert ALT not in second
    for _twice in range(2):
        writer.post(address, {"no": ""})
    assert ALT not in client.get(f"/works/{story.pk}").text


def test_no_picture_is_given_to_other_sites_to_show(client, alice):
    story = publish_story(alice)
    picture(story).become_cover()
    assert "og:image" not in client.get(story.get_absolute_url()).text


def test_it_goes_to_the_end_of_a_chapters_draft_once(alice, story):
    image = picture(story, alt="A “lamp” & <moths>")
    chapter = story.chapters.get()
    client = as_person(alice)
    for _twice in range(2):
        answer = client.post(
            f"/works/{story.pk}/images/{image.pk}/insertion", {"chapter": chapter.pk}
        )
        assert answer.url == f"/works/{story.pk}/chapters/{chapter.pk}/edit"
    draft = Draft.objects.get(chapter=chapter)
    assert draft.html == f"<p>It rained.</p>{shown(image)}"
    assert draft.html.count("<img") == 1
    assert "&lt;moths&gt;" in draft.html
    assert "<img" not in chapter.released_fields()["html"]


def test_a_chapter_that_is_full_says_so(alice, story):
    image = picture(story)
    chapter = story.chapters.get()
    chapter.write(html="<p>" + "x" * (limits.BODY - 7) + "</p>")
    page = as_person(alice).post(
        f"/works/{story.pk}/images/{image.pk}/insertion", {"chapter": chapter.pk}
    )
    assert "as long as a chapter may be" in page.text


@pytest.mark.parametrize("chapter", ["", "x", "0", "9" * 30, "another"])
def test_it_goes_into_no_other_storys_chapter(alice, bob, story, chapter):
    other = publish_story(bob, f"{SECRET} other")
    wanted = other.chapters.get().pk if chapter == "another" else chapter
    image = picture(story)
    address = f"/works/{story.pk}/images/{image.pk}/insertion"
    page = as_person(alice).post(address, {"chapter": wanted})
    assert page.context["form"].errors["chapter"]
    assert not Draft.objects.exists()


def test_the_list_says_where_each_stands(alice, story):
    used, cover, unused = picture(story), picture(story), picture(story)
    chapter = story.chapters.get()
    chapter.write(html=shown(used))
    cover.become_cover()
    Story.objects.filter(pk=story.pk).update(notes=shown(used))
    rows = as_person(alice).get(f"/works/{story.pk}/images").text.split("<li id=")[1:]
    said = dict(zip((unused.pk, cover.pk, used.pk), rows, strict=True))
    assert "used nowhere yet" in said[unused.pk]
    assert "the cover" in said[cover.pk]
    assert f"/chapters/{chapter.pk}/edit" in said[used.pk]
    assert "in the summary or the notes" in said[used.pk]


def test_the_list_costs_the_same_for_many(alice, story, django_assert_max_num_queries):
    client = as_person(alice)
    for _one in range(2):
        for _more in range(5):
            picture(story, width=40, height=30)
        with django_assert_max_num_queries(22):
            client.get(f"/works/{story.pk}/images")


def test_deleting_asks_and_leaves_nothing(alice, story, files, django_capture_on_commit_callbacks):
    image = picture(story)
    image.become_cover()
    story.chapters.get().write(html=shown(image))
    address = f"/works/{story.pk}/images/{image.pk}/delete"
    client = as_person(alice)
    page = client.get(address).text
    assert "the cover" in page
    assert "/edit" in page
    assert story.images.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert not story.images.exists()
    assert not files()
    for press in (client.post, client.get):  # again, or in another tab
        answer = press(address, follow=True)
        assert answer.redirect_chain == [(f"/works/{story.pk}/images", 302)]
        assert "This was done already." in answer.text
    story.refresh_from_db()
    assert story.cover is None
    assert client.get(story.get_absolute_url()).status_code == 200


def test_it_goes_with_its_story(alice, story, files, django_capture_on_commit_callbacks):
    picture(story)
    assert files()
    with django_capture_on_commit_callbacks(execute=True):
        story.delete_for_good()
    assert not StoryImage.objects.exists()
    assert not files()


def test_nobody_else_touches_them(bob, charlie, mod, story):
    image = picture(story)
    for person in (bob, charlie, mod):
        client = as_person(person)
        for page in ("edit", "cover", "insertion", "delete"):
            address = f"/works/{story.pk}/images/{image.pk}/{page}"
            assert client.post(address, {"alt": "Mine"}).status_code == 404
        assert bring(client, story).status_code == 404
    image.refresh_from_db()
    assert image.alt == ALT
    assert story.images.count() == 1


def test_who_waits_to_be_let_in_illustrates_a_draft(alice, draft):
    alice.waiting_since = draft.created_at
    alice.save()
    assert bring(as_person(alice), draft).status_code == 302
    assert draft.images.count() == 1


# What it weighs


def test_the_page_says_how_many_and_how_much(client, alice):
    plain = publish_story(alice, "No pictures")
    picture(plain)
    assert 'class="pictures"' not in client.get(f"/works/{plain.pk}").text
    story, image = illustrated(alice)
    second = picture(story)
    StoryImage.objects.filter(pk=second.pk).update(
        files=[{"width": 1600, "name": "x", "bytes": 409_001}]
    )
    Story.objects.filter(pk=story.pk).update(cover=second)
    kilobytes = -(-(409_001 + image.weight) // 1000)
    assert f"2 pictures, {kilobytes} kB" in client.get(f"/works/{story.pk}").text


def test_a_storys_page_with_pictures_costs_two_queries_more(
    client, alice, django_assert_max_num_queries
):
    story, image = illustrated(alice)
    image.become_cover()
    client.get("/works")
    with django_assert_max_num_queries(10):
        client.get(story.get_absolute_url())


def test_cards_show_no_picture(client, alice):
    _story, image = illustrated(alice)
    image.become_cover()
    assert "/images/" not in client.get("/works").text


# How it is drawn


@pytest.mark.parametrize(
    ("width", "src", "srcset"),
    [
        (300, "/i", ""),
        (480, "/i", ""),
        (700, "/i?w=700", "/i?w=480 480w, /i?w=700 700w"),
        (1600, "/i?w=960", "/i?w=480 480w, /i?w=960 960w, /i?w=1600 1600w"),
        (9000, "/i?w=960", "/i?w=480 480w, /i?w=960 960w, /i?w=1600 1600w"),
    ],
)
def test_a_browser_chooses_among_the_widths(width, src, srcset):
    assert addresses.srcset("/i", width) == (src, srcset)


def test_addresses_within_a_text_are_found():
    text = '<img src="/works/5/images/7"> <img src="/works/6/images/8"> /works/5/images/91?w=480'
    assert addresses.within(text, 5) == {7, 91}
    assert json.dumps(sorted(addresses.within(text * 100, 6))) == "[8]"
