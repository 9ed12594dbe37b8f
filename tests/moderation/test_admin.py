"""The admin: what a moderator does in it, what she must not, and at what cost."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from accounts.models import MODERATORS, PenName, User
from core.models import AuditEntry, SiteSettings
from moderation import decisions
from moderation.groups import PERMISSIONS
from moderation.models import Decision, Report
from reviews.models import Review
from tags.models import Tag
from tests.cast import PASSWORD, SECRET, publish_story, write_story
from tests.stories.pictures import picture, shown

pytestmark = pytest.mark.django_db

LISTS = {
    "stories_story": {"mod", "admin"},
    "reviews_review": {"mod", "admin"},
    "moderation_picture": {"mod", "admin"},
    "moderation_report": {"mod", "admin"},
    "moderation_decision": {"mod", "admin"},
    "moderation_sweep": {"mod", "admin"},
    "moderation_account": {"mod", "admin"},
    "accounts_penname": {"mod", "admin"},
    "accounts_user": {"admin"},
    "core_auditentry": {"admin"},
    "core_brake": {"mod", "admin"},
    "core_sitesettings": {"admin"},
    "notices_letter": {"admin"},
    "auth_group": {"admin"},
    "account_emailaddress": {"admin"},
    "usersessions_usersession": {"admin"},
    "procrastinate_procrastinatejob": {"admin"},
    "tags_tag": {"mod", "editor", "admin"},  # of whose tags: tests/site/test_tag_rooms.py
    "tags_tagedit": {"mod", "editor", "admin"},
    "tags_medium": {"editor", "admin"},
}


def list_of(name):
    return reverse(f"admin:{name}_changelist")


def row(thing, name=""):
    name = name or f"{thing._meta.app_label}_{thing._meta.model_name}"
    return reverse(f"admin:{name}_change", args=[thing.pk])


@pytest.fixture
def review(bob, story):
    return Review.post(story=story, pen_name=bob.pen_name, html="<p>Nasty words.</p>")


def choose(client, page, action, things, **data):
    return client.post(
        page, {"action": action, "_selected_action": [thing.pk for thing in things], **data}
    )


# Who comes in


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", [None, "bob", "mod", "editor", "admin"])
def test_everybody_has_exactly_their_lists(request, client, name, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    status = client.get(list_of(name)).status_code
    assert status in ((200,) if who in LISTS[name] else (302, 403)) or (
        name == "core_sitesettings" and who == "admin" and status == 302
    )


def test_every_list_of_the_admin_is_in_this_table(admin):
    from django.contrib import admin as django_admin

    names = {f"{m._meta.app_label}_{m._meta.model_name}" for m in django_admin.site._registry}
    assert names == set(LISTS)


@pytest.mark.parametrize("who", [None, "bob", "charlie"])
def test_the_admins_door_is_the_sites_own(request, client, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    page = client.get("/admin/", follow=True)
    assert "/accounts/login/" in str(page.redirect_chain) or page.status_code == 403
    page = client.post("/admin/login/", {"username": "admin", "password": PASSWORD})
    assert page.status_code in (302, 403)
    assert client.session.get("_auth_user_id") is None or who


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("verb", ["add", "delete"])
def test_a_moderator_neither_adds_nor_deletes(client, mod, bob, name, verb):
    """Nothing but warnings and categories, which are a list of words: of it no other kind."""
    client.force_login(mod)
    arguments = [bob.pk] if verb == "delete" else []
    address = reverse(f"admin:{name}_{verb}", args=arguments)
    may_look = (name, verb) == ("tags_tag", "add")
    assert client.get(address).status_code in ((200,) if may_look else (302, 403))
    client.post(address, {"post": "yes", "kind": "fandom", "name": "Mine"})
    assert not Tag.objects.filter(name="Mine").exists()
    assert User.objects.filter(pk=bob.pk).exists()


@pytest.mark.parametrize("name", LISTS)
def test_a_suspended_administrator_enters_no_list(client, admin, name):
    admin.suspend("Went wild")
    client.force_login(admin)
    assert client.get(list_of(name)).status_code == 403
    answer = client.post(list_of(name), {"action": "delete_selected"})
    assert answer.status_code == 403
    assert "suspended" in answer.text  # the same door as everywhere, whatever the list is called


def test_a_suspended_moderator_sees_nothing(client, mod, review):
    mod.suspend("Went wild")
    client.force_login(mod)
    for name in LISTS:
        assert client.get(list_of(name)).status_code == 403
    assert choose(client, list_of("reviews_review"), "hide", [review]).status_code == 403


# Deciding


@pytest.mark.parametrize("kind", ["story", "review"])
def test_a_moderator_hides_with_a_reason_and_restores(request, client, mod, kind):
    thing = request.getfixturevalue(kind)
    page = list_of(f"{thing._meta.app_label}_{kind}")
    client.force_login(mod)
    asked = choose(client, page, "hide", [thing], index="0")
    assert asked.status_code == 200
    assert 'name="reason"' in asked.text
    thing.refresh_from_db()
    assert not thing.is_hidden

    refused = choose(client, page, "hide", [thing], decide="yes", reason="")
    assert "This field is required." in refused.text
    choose(client, page, "hide", [thing], decide="yes", reason="It threatens somebody.")
    thing.refresh_from_db()
    assert thing.is_hidden
    assert "hidden" in client.get(page).text
    assert client.get(row(thing)).status_code == 200

    choose(client, page, "restore", [thing], decide="yes")
    thing.refresh_from_db()
    assert not thing.is_hidden
    assert Decision.objects.count() == 2


def test_the_same_from_the_things_own_page(client, mod, review):
    client.force_login(mod)
    data = {"CHANGE_FORM-action": "hide", "_selected_action": review.pk}
    asked = client.post(row(review), data)
    assert 'name="CHANGE_FORM-action" value="hide"' in asked.text
    client.post(row(review), {**data, "decide": "yes", "reason": "Spam"})
    review.refresh_from_db()
    assert review.is_hidden


def test_many_are_hidden_at_once(client, mod, alice):
    stories = [publish_story(alice, f"Spam {number}") for number in range(3)]
    client.force_login(mod)
    choose(client, list_of("stories_story"), "hide", stories, decide="yes", reason="Spam")
    assert Decision.objects.filter(verb="hide").count() == 3


def test_a_story_already_hidden_does_not_stop_the_others(client, mod, story, hidden_story):
    client.force_login(mod)
    page = list_of("stories_story")
    things = [story, hidden_story]
    client.post(
        page,
        {"action": "hide", "_selected_action": [t.pk for t in things], "decide": "yes",
         "reason": "Spam"},
    )  # fmt: skip
    assert "It is hidden already." in client.get(page).text
    story.refresh_from_db()
    assert story.is_hidden


def test_the_queue_shows_open_reports_and_hides_their_subjects(
    client, mod, bob, charlie, story, review
):
    Report.file(story, by=bob, reason="stolen", text="From <b>my</b> pages.")
    Report.file(story, by=charlie, reason="rating")
    report = Report.file(review, by=charlie, reason="harassment")
    client.force_login(mod)
    assert "3 reports wait" in client.get("/admin/").text
    page = client.get(list_of("moderation_report")).text
    for words in ("It was taken from another author", "The Lamplighter", "Nasty words.",
                  "gooseberry fool", "&lt;b&gt;"):  # fmt: skip
        assert words in page
    asked = choose(client, list_of("moderation_report"), "hide", [report], index="0")
    assert "It attacks or threatens somebody</textarea>" in asked.text
    choose(
        client, list_of("moderation_report"), "hide", list(Report.objects.all()),
        decide="yes", reason="All of it",
    )  # fmt: skip
    story.refresh_from_db()
    review.refresh_from_db()
    assert story.is_hidden and review.is_hidden
    assert "Nothing waits." in client.get("/admin/").text
    assert "Nasty words." not in client.get(list_of("moderation_report")).text
    assert "The Lamplighter" in client.get(list_of("moderation_report") + "?state=closed").text


def test_a_moderator_dismisses(client, mod, bob, story):
    report = Report.file(story, by=bob, reason="spam")
    client.force_login(mod)
    choose(client, list_of("moderation_report"), "dismiss", [report], decide="yes")
    report.refresh_from_db()
    story.refresh_from_db()
    assert not report.is_open
    assert not story.is_hidden


def test_a_moderator_suspends_and_lifts(client, mod, bob):
    client.force_login(mod)
    page = list_of("moderation_account")
    choose(client, page, "suspend", [bob], decide="yes", reason="Spam")
    bob.refresh_from_db()
    assert bob.is_suspended
    choose(client, page, "lift", [bob], decide="yes")
    bob.refresh_from_db()
    assert not bob.is_suspended


@pytest.mark.parametrize("who", ["mod", "admin", "editor"])
def test_staff_is_beyond_a_moderators_reach(request, client, mod, who):
    user = request.getfixturevalue(who)
    client.force_login(mod)
    page = list_of("moderation_account")
    assert user.pen_name.name not in client.get(page).text.split("<main")[-1]
    choose(client, page, "suspend", [user], decide="yes", reason="Mine now")
    user.refresh_from_db()
    assert not user.is_suspended


def test_a_tag_editor_cannot_hide(client, editor, story):
    client.force_login(editor)
    for page in ("stories_story", "moderation_report", "moderation_account"):
        assert choose(client, list_of(page), "hide", [story]).status_code == 403


# What stays private


def test_user_names_and_addresses_are_not_for_moderators(client, mod, alice, bob, story, review):
    User.objects.filter(pk=bob.pk).update(email="bob@secret.example", username="robertlogin")
    User.objects.filter(pk=alice.pk).update(username="alicelogin")
    bob.refresh_from_db()
    Report.file(story, by=bob, reason="spam")
    report = Report.file(review, by=alice, reason="spam")
    client.force_login(mod)
    choose(client, list_of("moderation_account"), "suspend", [bob], decide="yes", reason="Spam")
    pages = ["/admin/", row(story), row(review), row(report), row(bob, "moderation_account"),
             row(Decision.objects.get()), row(bob.pen_name)]  # fmt: skip
    pages += [list_of(name) for name, who in LISTS.items() if "mod" in who]
    pages.append(reverse("admin:moderation_account_history", args=[bob.pk]))
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        for secret in ("secret.example", "robertlogin", "alicelogin"):
            assert secret not in page.text, address


@pytest.mark.parametrize(
    ("name", "lookup"),
    [
        ("moderation_account", "email__startswith=b"),
        ("moderation_account", "username__startswith=b"),
        ("moderation_account", "password__startswith=m"),
        ("moderation_account", "is_superuser__exact=1"),
        ("moderation_report", "reporter__email__startswith=b"),
        ("accounts_penname", "user__email__startswith=b"),
        ("accounts_penname", "user__exact=1"),
        ("stories_story", "header_lines__icontains=a"),
        ("reviews_review", "guest_key__startswith=a"),
    ],
)
def test_no_address_of_a_list_is_a_question_about_secrets(client, mod, bob, name, lookup):
    client.force_login(mod)
    assert client.get(f"{list_of(name)}?{lookup}").status_code == 400
    found = client.get(f"{list_of(name)}?q=bob%40secret")
    assert "Otterburn" not in found.text.split("<main")[-1]


@pytest.mark.parametrize("way", ["regex=(", "iregex=(", "startswith=f", "in=a,b", "gt=x"])
def test_lists_are_narrowed_in_no_way_but_those_of_their_filters(client, editor, way):
    client.force_login(editor)
    assert client.get(f"{list_of('tags_tag')}?kind__{way}").status_code == 400


@pytest.mark.parametrize("who", ["mod", "editor", "admin"])
def test_the_number_of_a_tag_does_not_lead_to_its_name(request, client, draft, who):
    draft.freeforms.set([f"{SECRET} tag"])
    [tag] = draft.freeforms.all()
    client.force_login(request.getfixturevalue(who))
    kind = ContentType.objects.get_for_model(tag).pk
    page = client.get(f"/admin/r/{kind}/{tag.pk}/")
    assert page.status_code == 404 and SECRET.lower() not in page.text.lower()


def test_a_moderator_cannot_make_herself_administrator(client, mod):
    client.force_login(mod)
    rights = {"is_staff": "on", "is_superuser": "on", "is_active": "on", "username": "mod",
              "groups": "1", "user_permissions": "1", "_save": "Save"}  # fmt: skip
    addresses = [row(mod, name) for name in ("accounts_user", "moderation_account")]
    addresses += [reverse("admin:auth_user_password_change", args=[mod.pk])]
    addresses += [reverse("admin:accounts_user_add"), reverse("admin:auth_group_add")]
    addresses += [reverse("admin:auth_group_change", args=[mod.groups.get().pk])]
    for address in addresses:
        assert client.post(address, rights).status_code in (302, 403)
    mod.refresh_from_db()
    assert not mod.is_superuser
    assert not mod.user_permissions.exists()
    assert mod.groups.get().permissions.count() == len(PERMISSIONS[MODERATORS])


def test_a_permission_by_mistake_opens_no_accounts(client, mod, admin):
    from django.contrib.auth.models import Permission

    mod.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(mod)
    assert client.get(list_of("accounts_user")).status_code == 403
    address = reverse("admin:auth_user_password_change", args=[admin.pk])
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("who", ["mod", "admin"])
def test_drafts_and_bins_stand_in_no_list(request, client, alice, draft, story, who):
    binned = publish_story(alice, "Zanzibarquartz binned")
    binned.move_to_bin()
    review = Review.post(story=binned, pen_name=alice.pen_name, html="<p>Zanzibarquartz</p>")
    client.force_login(request.getfixturevalue(who))
    for page in (list_of("stories_story"), list_of("stories_story") + "?q=Zanzibarquartz",
                 list_of("reviews_review")):  # fmt: skip
        text = client.get(page).text
        assert "Zanzibarquartz binned" not in text and "Zanzibarquartz draft" not in text
    for thing in (draft, binned, review):
        assert client.get(row(thing)).status_code == 302


def evidence(report):
    return reverse("admin:moderation_report_evidence", args=[report.pk])


def test_evidence_opens_what_was_taken_back_and_is_logged(client, mod, bob, story):
    report = Report.file(story, by=bob, reason="harassment")
    story.unpublish()
    story.chapters.get().write(html="<p>Never released.</p>")
    client.force_login(mod)
    page = client.get(evidence(report))
    assert "It rained." not in page.text
    assert not AuditEntry.objects.exists()
    page = client.post(evidence(report))
    assert "It rained." in page.text
    assert "Never released." not in page.text
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id) == ("report.evidence", mod.pk)
    assert entry.detail == {"subject": f"story {story.pk}"}


def test_the_pictures_in_it_are_for_whoever_looked(
    client, mod, admin, alice, bob, editor, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    story = write_story(alice)
    seen, cover, secret = (picture(story, width=600, height=400) for _ in range(3))
    cover.become_cover()
    story.chapters.get().write(html=f"<p>It rained.</p>{shown(seen)}")
    story.publish(by=alice)
    report = Report.file(story, by=bob, reason="private")
    story.unpublish()
    story.chapters.get().write(html=shown(secret))

    def own(image, report=report):
        return f"{evidence(report)}images/{image.pk}"

    client.force_login(mod)
    assert client.get(own(seen)).status_code == 404  # not asked for yet
    page = client.post(evidence(report)).text
    drawings = re.findall('<img [^>]* src="([^"]+)" srcset="([^ ]+) ', page)
    assert drawings == [(f"{own(one)}?w=600", f"{own(one)}?w=480") for one in (cover, seen)]
    for address in [address for pair in drawings for address in pair]:
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/webp"
        assert "no-store" in answer.headers["Cache-Control"]
    elsewhere = publish_story(alice, "Another")
    for address in (own(secret), own(seen, Report.file(elsewhere, by=bob, reason="spam"))):
        assert client.get(address).status_code == 404
    for user in (admin, editor, alice, bob):  # who did not look, and who may not
        client.force_login(user)
        assert client.get(own(seen)).status_code in (302, 404)
    client.force_login(mod)
    decisions.dismiss(report, by=mod)
    assert client.get(own(seen)).status_code == 404
    assert client.get(seen.get_absolute_url()).status_code == 404


def test_evidence_of_a_deleted_review_is_its_quote(client, mod, alice, review):
    report = Report.file(review, by=alice, reason="harassment")
    review.remove()
    client.force_login(mod)
    assert "Nasty words." in client.post(evidence(report)).text
    assert client.get(list_of("moderation_report")).status_code == 200
    assert client.get(row(report)).status_code == 200


def test_without_an_open_report_there_is_no_evidence(client, mod, editor, bob, story):
    report = Report.file(story, by=bob, reason="spam")
    story.unpublish()
    for user in (bob, editor):
        client.force_login(user)
        for answer in (client.get(evidence(report)), client.post(evidence(report))):
            assert answer.status_code in (302, 403, 404)
            assert "It rained." not in answer.text
    decisions.dismiss(report, by=mod)
    client.force_login(mod)
    assert client.post(evidence(report)).status_code == 404
    assert client.post(reverse("admin:moderation_report_evidence", args=[99])).status_code == 404


# Finding


def test_stories_are_found_by_title_pen_name_and_number(client, mod, alice, story):
    write_story(alice, "Unrelated")
    client.force_login(mod)
    for words in ("lamplig", "Lamplighter", "maud thornapple", str(story.pk)):
        assert "The Lamplighter" in client.get(list_of("stories_story"), {"q": words}).text
    assert "The Lamplighter" not in client.get(list_of("stories_story"), {"q": "xyzzy"}).text
    assert client.get(list_of("stories_story"), {"q": "9" * 30}).status_code == 200


def test_reviews_are_found_by_writer_and_story(client, mod, story, review):
    client.force_login(mod)
    for words in ("otterburn", str(story.pk)):
        assert "Nasty words." in client.get(list_of("reviews_review"), {"q": words}).text
    assert "Nasty words." not in client.get(list_of("reviews_review"), {"q": "maud"}).text


def test_people_are_found_by_the_beginning_of_any_pen_name(client, mod, bob):
    PenName.objects.create(user=bob, name="Nightjar")
    client.force_login(mod)
    assert "Otterburn" in client.get(list_of("moderation_account"), {"q": "nightj"}).text
    assert "Otterburn" not in client.get(list_of("moderation_account"), {"q": "bob"}).text


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("stories_story", "state=hidden&rating__exact=general&visibility__exact=public"),
        ("stories_story", "state=reported&status__exact=complete"),
        ("reviews_review", "state=held"),
        ("reviews_review", "state=guests"),
        ("moderation_account", "state=suspended"),
        ("moderation_report", "state=closed&reason__exact=spam"),
        ("moderation_decision", "verb__exact=hide"),
    ],
)
def test_filters_filter(client, mod, story, name, query):
    client.force_login(mod)
    assert client.get(f"{list_of(name)}?{query}").status_code == 200


# Settings, accounts


def test_an_administrator_sets_the_site(client, admin):
    client.force_login(admin)
    assert client.get(list_of("core_sitesettings")).headers["Location"].endswith("/add/")
    data = {"name": "The Harbour", "sign_up": "open", "language": "en"}
    data |= {"reviews_called": "reviews", "brakes_itself": "on"}
    client.post(reverse("admin:core_sitesettings_add"), data)
    assert SiteSettings.objects.get().name == "The Harbour"
    client.post(reverse("admin:core_sitesettings_change", args=[1]), {**data, "name": "Harbour"})
    assert SiteSettings.objects.get().name == "Harbour"
    assert client.get(reverse("admin:core_sitesettings_add")).status_code == 403
    assert AuditEntry.objects.latest("pk").detail == {"name": "Harbour"}


def test_an_administrator_makes_a_moderator(client, admin, bob, mod):
    client.force_login(admin)
    assert "bob" in client.get(list_of("accounts_user")).text
    group = mod.groups.get()
    client.post(
        row(bob, "accounts_user"),
        {"username": "bob", "email": "", "is_active": "on", "is_staff": "on",
         "groups": [group.pk], "_save": "Save"},
    )  # fmt: skip
    bob = User.objects.get(pk=bob.pk)
    assert bob.is_moderator
    entry = AuditEntry.objects.get(verb="user.change")
    assert entry.detail == {"fields": ["groups", "is_staff"]}


# The cost


@pytest.mark.parametrize("rows", [5, 50])
def test_lists_cost_the_same_for_any_number(
    client, admin, mod, alice, bob, rows, django_assert_max_num_queries
):
    for number in range(rows):
        story = publish_story(alice, f"Story {number}")
        review = Review.post(story=story, pen_name=bob.pen_name, html=f"<p>r {number}</p>")
        report = Report.file(story, by=bob, reason="spam")
        Report.file(review, by=alice, reason="spam")
        if number % 2:
            decisions.dismiss(report, by=mod)
        user = User.objects.create_user(f"reader{number}")
        PenName.objects.create(user=user, name=f"Reader {number}")
        decisions.suspend(user, by=mod, reason="Spam")
    client.force_login(admin)
    for name in LISTS:
        if name == "core_sitesettings":
            continue
        with django_assert_max_num_queries(20):
            assert client.get(list_of(name)).status_code == 200
    for thing in (story, review, report):
        with django_assert_max_num_queries(20):
            assert client.get(row(thing)).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(row(bob, "moderation_account")).status_code == 200


def test_account_pages_offer_no_field_to_type_in(client, admin, bob):
    client.force_login(admin)
    page = client.get(row(bob, "moderation_account")).text
    assert 'name="_save"' not in page
    assert 'name="suspended_at' not in page
