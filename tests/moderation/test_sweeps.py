"""A wave of spam is ended by one moderator in a few clicks; nothing good is lost, and all of it can
be taken back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone
from lxml import html as lxml_html
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import PenName, User
from core.models import AuditEntry
from moderation import decisions, held, sweeps, tasks
from moderation.models import Decision, Report, Sweep, Swept
from moderation.waves import Search
from notices.models import Notice
from reviews import likeness
from reviews.models import Review
from reviews.tasks import forget_networks, learn_likeness, recount
from stories.models import Tally
from tests.cast import publish_story
from tests.moderation.wave import wash_over
from tests.working import work_off

pytestmark = pytest.mark.django_db
TAKE_BACK = {"CHANGE_FORM-action": "take_back", "decide": "yes", "reason": ""}
ALIKE = "/admin/reviews/review/alike/"
HOW = ("approved_at", "held_for", "hidden_at", "hidden_reason", "kept_back_at", "called_spam_at",
       "deleted_at", "html", "answer_count")  # fmt: skip


def standing(reviews=None) -> dict:
    """How all reviews, or some, stand, and what is counted of them."""
    rows = Review.objects.all() if reviews is None else Review.objects.filter(pk__in=reviews)
    tallies = dict(Tally.objects.values_list("story", "reviews"))
    return {row.pop("pk"): row for row in rows.values("pk", *HOW)} | {"tallies": tallies}


def counted_truly() -> bool:
    """What the nightly recount finds is what stands there already."""
    counted = list(Tally.objects.values_list("story", "reviews").order_by("pk"))
    answers = list(Review.objects.values_list("pk", "answer_count").order_by("pk"))
    recount(0)
    return counted == list(
        Tally.objects.values_list("story", "reviews").order_by("pk")
    ) and answers == list(Review.objects.values_list("pk", "answer_count").order_by("pk"))


def sent(page, button: str, **data):
    """The address and the data of the form in which a button with this text stands."""
    tree = lxml_html.fromstring(page.content)
    here = page.request["PATH_INFO"]
    tree.make_links_absolute(f"http://testserver{here}")
    pressed = next(
        one
        for one in tree.xpath("//input[@type='submit'] | //button")
        if button in (one.get("value", ""), (one.text or "").strip())
    )
    form = next(pressed.iterancestors("form"))
    values: dict = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    if pressed.get("name"):
        values[pressed.get("name")] = [pressed.get("value")]
    return pressed.get("formaction") or form.action or ALIKE, values | data


def review(story, words, by=None, **fields) -> Review:
    writer = {"pen_name": by.pen_name} if by else {"guest_name": "Aunt", "guest_key": words[:60]}
    html = f"<p>{words}</p>"
    return Review.post(story=story, html=html, **writer, **likeness.of_words(html), **fields)


def young(name) -> User:
    user = User.objects.create_user(name)
    PenName.objects.create(user=user, name=name.title())
    return user


@pytest.fixture
def grown(bob, charlie, dana, mod):
    """Members of many months."""
    long_ago = timezone.now() - timedelta(days=400)
    User.objects.update(date_joined=long_ago)


@pytest.fixture
def spam(story, grown):
    return [review(story, f"Buy lamps at https://lamps.example/{n}") for n in range(3)]


def test_a_wave_of_2000_ends_in_a_few_clicks_and_nothing_good_is_lost(
    client, alice, bob, charlie, mod, story, grown
):
    stories = [story, *(publish_story(alice, f"Story {n}") for n in range(4))]
    _spam, good = wash_over(stories, [bob.pen_name, charlie.pen_name])
    before, fair = standing(), standing(good)
    client.force_login(mod)

    front = client.get("/admin/").text
    link = re.search(r'href="([^"]+/alike/[^"]*)"', front)
    found = client.get(unescape(link[1]))  # click 1
    assert "2,000 reviews" in found.text
    address, query = sent(found, "Go on")
    asked = client.get(address, query)  # click 2
    assert "Suspend the 152 accounts" in asked.text
    action, data = sent(asked, "Remove them all", suspends="on")  # click 3 ticks
    done = client.post(
        asked.request["PATH_INFO"] + "?" + action.split("?", 1)[1], data, follow=True
    )
    assert "2000 reviews are removed." in done.text  # click 4

    assert set(Review.objects.filter(hidden_at=None).values_list("pk", flat=True)) == good
    fair_now = standing(good)
    for pk in good:
        assert fair_now[pk] == fair[pk]
    assert counted_truly()
    assert AuditEntry.objects.filter(verb="sweep.remove").count() == 1
    assert Decision.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name=sweeps.SUSPEND).count() == 1

    page = done.redirect_chain[-1][0]
    assert "Take this wave back" in done.text
    back = client.post(page, TAKE_BACK | {"_selected_action": Sweep.objects.get().pk}, follow=True)
    assert "2000 reviews came back." in back.text
    assert standing() == before


@pytest.mark.django_db(transaction=True)
def test_the_worker_suspends_who_wrote_it_and_lifts_it_again(mod, story, grown):
    words = "<p>Lamps</p>"
    wave = [
        Review.post(story=story, pen_name=young(f"lamp{n}").pen_name, html=words)
        for n in range(3)
    ]  # fmt: skip
    decisions.suspend(wave[2].pen_name.user, by=mod, reason="Insults")
    week = timedelta(days=8)  # since: they were young when they wrote it
    Review.objects.update(created_at=F("created_at") - week)
    User.objects.filter(pen_names__reviews__in=wave).update(date_joined=F("date_joined") - week)
    some = Review.objects.filter(pk__in=[one.pk for one in wave])
    sweep = sweeps.make(some, "remove", by=mod, reason="Lamps", suspends=True)
    work_off()
    assert User.objects.filter(suspension_reason="Lamps").count() == 2
    sweeps.take_back(sweep, by=mod)
    work_off()
    assert [u.suspension_reason for u in User.objects.exclude(suspended_at=None)] == ["Insults"]


# Finding


def find(mod, *seeds, **ticked) -> set[int]:
    search = Search(user=mod, seeds=[seed.pk for seed in seeds], **ticked)
    return set(search.found.values_list("pk", flat=True))


def keys(*reviews) -> set[int]:
    return {one.pk for one in reviews}


def test_words_and_links_lead_on_in_turn(mod, story, grown):
    first = review(story, "Buy lamps at https://a.example/1")
    other_link = review(story, "BUY  LÁMPS at https://b.example/")
    other_words = review(story, "Write to www.b.example soon")
    review(story, "I write lamps into all my stories, too")
    assert find(mod, first) == keys(first, other_link, other_words)
    assert find(mod, first, onward=False) == keys(first, other_link)
    assert find(mod, first, kin=["link"]) == keys(first)
    assert find(mod, first, other_words, onward=False) == keys(first, other_link, other_words)


def test_all_of_what_is_ticked_is_less_than_any(mod, story, grown):
    first = review(story, "Lamps at https://a.example/", network="n" * 32)
    same = review(story, "Lamps at https://b.example/", network="n" * 32)
    neighbour = review(story, "How lovely.", network="n" * 32)
    ticked = {"kin": ["text", "network"]}
    assert find(mod, first, **ticked) == keys(first, same, neighbour)
    assert find(mod, first, **ticked, every=True) == keys(first, same)


def test_hours_and_writers_narrow_it(mod, bob, story, grown):
    words = "Lamps for all"
    first = review(story, words)
    fresh, old = review(story, words, by=young("lampseller")), review(story, words, by=bob)
    early = review(story, f"{words}!")
    long_ago = timezone.now() - timedelta(hours=5)
    Review.objects.filter(pk=early.pk).update(created_at=long_ago)
    assert find(mod, first) == keys(first, fresh, old, early)
    assert find(mod, first, hours=1) == keys(first, fresh, old)
    assert find(mod, first, writers=["young"]) == keys(fresh)
    assert find(mod, first, writers=["guests", "others"]) == keys(first, old, early)
    assert find(mod, first, kin=[], hours=6, writers=["young"]) == keys(fresh)
    assert find(mod, first, kin=[]) == set()  # nothing ticked is not everything


def test_what_says_the_same_as_what_was_left_out_is_left_out(mod, story, grown):
    first = review(story, "Lamps at https://tube.example/1")
    fair = [review(story, f"{n} I heard this song https://tube.example/2") for n in (1, 2)]
    again = Review.objects.create(story=story, html=fair[0].html, guest_name="Uncle",
                                  **likeness.of_words(fair[0].html))  # fmt: skip
    assert find(mod, first) == keys(first, *fair, again)
    assert find(mod, first, without=[fair[0].pk]) == keys(first, fair[1])


def test_what_helpers_wrote_and_what_is_not_theirs_to_see_is_never_found(
    mod, admin, alice, story, draft, grown
):
    first = review(story, "Lamps")
    for who in (mod, admin):
        review(story, "Lamps", by=who)
    html = "<p>Lamps</p>"
    Review.objects.create(story=draft, html=html, guest_name="Aunt", **likeness.of_words(html))
    assert find(mod, first) == keys(first)


def test_what_came_while_she_looked_is_not_swept_unseen(client, mod, story, spam):
    client.force_login(mod)
    found = client.get(f"{ALIKE}?seed={spam[0].pk}")
    late = review(story, "Buy lamps at https://lamps.example/late")
    address, query = sent(found, "Go on")
    assert "3 reviews" in client.get(address, query).text
    assert "4 reviews" in client.get(f"{ALIKE}?seed={late.pk}").text


def test_the_page_leaves_out_what_is_ticked_and_shows_it(client, mod, story, spam, grown):
    odd = review(story, "I once bought a lamp at https://lamps.example/ and regret it")
    client.force_login(mod)
    found = client.get(f"{ALIKE}?seed={spam[0].pk}")
    assert "4 reviews" in found.text
    address, query = sent(found, "Count again", without=[str(odd.pk)])
    again = client.get(address, query)
    assert "3 reviews" in again.text and "Left out: 1 text" in again.text
    address, query = sent(again, "Go on")
    assert "3 reviews" in client.get(address, query).text


def test_a_long_list_goes_on_by_key(client, mod, story, grown):
    for number in range(60):
        review(story, f"Lamp {'abcdefghij'[number % 10]}{number} https://lamps.example/")
    review(story, "Lamp a0 https://lamps.example/b", by=young("lampseller"))
    client.force_login(mod)
    first = client.get(f"{ALIKE}?seed={Review.objects.first().pk}")
    assert first.text.count('name="without"') == 50
    address, query = sent(first, "Show further ones")
    second = client.get(address, query)
    assert second.text.count('name="without"') == 10


@pytest.mark.parametrize("query", [
    "", "?seed=", "?seed=abc", "?seed=999999999", "?seed=9" + "9" * 30, "?asked=1",
])  # fmt: skip
def test_nothing_to_begin_with_is_no_page(client, mod, query):
    client.force_login(mod)
    assert client.get(ALIKE + query).status_code == 404


def test_nonsense_in_the_address_is_the_usual_search(client, mod, spam):
    client.force_login(mod)
    for odd in ("kin=x", "hours=7", "every=", "after=x-y", "without=x", "newest=-1"):
        assert client.get(f"{ALIKE}?seed={spam[0].pk}&asked=1&{odd}").status_code == 200


# Who may


@pytest.mark.parametrize("who", [None, "bob", "editor"])
@pytest.mark.parametrize("page", [ALIKE, f"{ALIKE}end/"])
def test_only_moderators_find_and_end_waves(request, client, who, page, spam):
    if who:
        client.force_login(request.getfixturevalue(who))
    data = {"reason": "Spam", "verb": "remove"}
    for answer in (client.get(f"{page}?seed={spam[0].pk}"),
                   client.post(f"{page}?seed={spam[0].pk}", data)):  # fmt: skip
        assert answer.status_code in (302, 403, 405)
        assert "Buy lamps" not in answer.text
    assert not Sweep.objects.exists()


def test_the_verbs_ask_for_themselves(bob, mod, spam):
    with pytest.raises(PermissionDenied):
        sweeps.make(Review.objects.all(), "remove", by=bob, reason="Spam")
    sweep = sweeps.make(Review.objects.all(), "remove", by=mod, reason="Spam")
    with pytest.raises(PermissionDenied):
        sweeps.take_back(sweep, by=bob)
    with pytest.raises(decisions.RefusedError):
        sweeps.make(Review.objects.all(), "remove", by=mod, reason=" ")


def test_sent_twice_it_happens_once(client, mod, spam):
    client.force_login(mod)
    page = f"{ALIKE}end/?seed={spam[0].pk}"
    client.post(page, {"reason": "Spam", "verb": "remove"})
    again = client.post(page, {"reason": "Spam", "verb": "remove"}, follow=True)
    assert "None of them stands there any more." in again.text
    assert Sweep.objects.count() == 1


def test_a_missing_reason_is_asked_for(client, mod, spam):
    client.force_login(mod)
    page = client.post(f"{ALIKE}end/?seed={spam[0].pk}", {"reason": "", "verb": "remove"})
    assert "This field is required." in page.text
    assert not Sweep.objects.exists()


# What becomes of it


def sweep_all(mod, verb, *reviews) -> Sweep:
    some = Review.objects.filter(pk__in=keys(*reviews))
    return sweeps.make(some, verb, by=mod, reason="Lamps")


@pytest.fixture
def kinds(story, bob, spam):
    """One of each standing."""
    shown, answered = spam[:2]
    review(story, "Thank you.", by=bob, parent=answered)
    answer = review(story, "Buy lamps", parent=answered)
    held = review(story, "Lamps, held", held_for="author")
    back = review(story, "Lamps, kept back", held_for="friend")
    back.keep_back()
    braked = review(story, "Lamps, braked", held_for="moderators")
    called = review(story, "Lamps, called spam", by=bob)
    called.call_spam(by=bob)
    return [shown, answered, answer, held, back, braked, called]


@pytest.mark.parametrize("verb", ["hold", "remove"])
def test_all_come_back_as_they_stood(mod, kinds, verb):
    before = standing()
    sweep = sweep_all(mod, verb, *kinds)
    swept = Review.objects.filter(pk__in=keys(*kinds))
    assert not swept.shown().exists()
    assert counted_truly()
    assert sweeps.take_back(sweep, by=mod) == len(kinds)
    assert standing() == before
    assert counted_truly()
    with pytest.raises(decisions.RefusedError):
        sweeps.take_back(sweep, by=mod)


@pytest.mark.parametrize("first", ["hold", "remove"])
def test_held_and_then_removed_come_back_whole_in_either_order(mod, kinds, first):
    before = standing()
    pair = [sweep_all(mod, "hold", *kinds), sweep_all(mod, "remove", *kinds)]
    for sweep in pair if first == "hold" else reversed(pair):
        sweeps.take_back(sweep, by=mod)
        assert counted_truly()
    assert standing() == before


def test_what_was_changed_since_stays_as_it_is(mod, story, kinds):
    shown, answered, answer, held, *_ = kinds
    sweep = sweep_all(mod, "remove", shown, answered, answer, held)
    decisions.restore(shown, by=mod)
    shown.refresh_from_db()
    decisions.hide(shown, by=mod, reason="Another reason")
    held.remove()
    assert sweeps.take_back(sweep, by=mod) == 2
    shown.refresh_from_db()
    assert shown.hidden_reason == "Another reason"
    assert not Review.objects.filter(pk=held.pk).exists()
    assert counted_truly()


def test_other_words_wait_still_when_a_hold_is_taken_back(mod, story, spam):
    sweep = sweep_all(mod, "hold", *spam)
    html = "<p>Something else entirely</p>"
    spam[0].edit(html, **likeness.of_words(html))
    assert sweeps.take_back(sweep, by=mod) == 2
    spam[0].refresh_from_db()
    assert spam[0].held_for == "moderators" and spam[0].html == html
    assert counted_truly()


def test_nothing_lets_go_what_a_sweep_holds(mod, spam):
    sweep = sweep_all(mod, "hold", *spam)
    held.let_go_on()
    assert Review.objects.filter(held_for="moderators").count() == 3
    assert sweeps.take_back(sweep, by=mod) == 3
    held.let_go_on()
    assert Review.objects.shown().count() == 3


def test_nobody_is_told_of_what_was_swept(mod, alice, spam, story):
    Notice.tell(alice, "review", "one", story=story, review=spam[0])
    assert Notice.objects.visible_to(alice).count() == 1
    sweep = sweep_all(mod, "hold", *spam)
    assert not Notice.objects.visible_to(alice).exists()
    sweeps.take_back(sweep, by=mod)
    assert Notice.objects.visible_to(alice).count() == 1


def test_reports_about_what_is_removed_are_closed_until_it_comes_back(mod, bob, spam):
    report = Report.file(spam[0], by=bob, reason="spam")
    told = Report.objects.filter(pk=report.pk).values()
    before = told.get()
    sweep_all(mod, "hold", *spam)
    assert told.get() == before
    sweep = sweep_all(mod, "remove", *spam)
    assert told.get()["closed_at"]
    sweeps.take_back(sweep, by=mod)
    assert told.get() == before
    sweep_all(mod, "remove", *spam)
    Sweep.objects.update(created_at=F("created_at") - timedelta(days=31))
    Report.objects.update(closed_at=F("closed_at") - timedelta(days=31))
    Review.objects.update(hidden_at=F("hidden_at") - timedelta(days=31))
    sweeps.delete_old()
    assert not told.exclude(quote="", writer=None).exists()


@pytest.mark.parametrize("verb", ["hold", "remove"])
def test_what_is_too_much_for_one_request_is_done_by_the_worker(mod, kinds, verb, monkeypatch):
    monkeypatch.setattr(sweeps, "AT_ONCE", 3)
    before = standing()
    sweep = sweep_all(mod, verb, *kinds)
    assert (sweep.number, sweep.left) == (3, 4)
    for left in (1, 0, 0):
        sweeps.go_on(sweep.pk)
        sweep.refresh_from_db()
        assert (sweep.number, sweep.left) == (7 - left, left)
    assert counted_truly()
    assert Decision.objects.filter(sweep=sweep).count() == 1

    assert sweeps.take_back(sweep, by=mod) == 3
    sweep.refresh_from_db()
    assert sweep.left == 4
    held.let_go_on()  # nobody lets go what is coming back
    for _part in range(3):
        sweeps.go_on(sweep.pk)
    assert standing() == before


def test_a_wave_taken_back_before_all_was_done_comes_back_whole(mod, kinds, monkeypatch):
    monkeypatch.setattr(sweeps, "AT_ONCE", 3)
    before = standing()
    sweep = sweep_all(mod, "remove", *kinds)
    assert sweeps.take_back(sweep, by=mod) == 3
    sweeps.go_on(sweep.pk)
    assert standing() == before


def test_after_a_month_it_is_really_gone(mod, bob, story, kinds):
    shown, answered, *_ = kinds
    sweep = sweep_all(mod, "remove", *kinds)
    decisions.restore(shown, by=mod)
    tasks.delete_swept(0)
    assert Review.objects.filter(pk=answered.pk).exclude(html="").exists()
    long_ago = timezone.now() - timedelta(days=31)
    Review.objects.filter(hidden_at=sweep.created_at).update(hidden_at=long_ago)
    Sweep.objects.update(created_at=long_ago)
    sweep.refresh_from_db()
    tasks.delete_swept(0)
    answered.refresh_from_db()
    assert answered.deleted_at and (answered.html, answered.guest_name) == ("", "")
    shown.refresh_from_db()
    assert "Buy lamps" in shown.html
    assert not Review.objects.filter(pk__in=keys(*kinds[2:])).exists()
    assert not Swept.objects.exists()
    assert counted_truly()
    with pytest.raises(decisions.RefusedError):
        sweeps.take_back(sweep, by=mod)


# Around it


def test_one_bad_review_leads_to_its_wave(client, mod, spam):
    client.force_login(mod)
    chosen = {"action": "find_alike", "_selected_action": [spam[0].pk, spam[1].pk]}
    page = client.post("/admin/reviews/review/", chosen, follow=True)
    assert "3 reviews" in page.text
    on_form = {"CHANGE_FORM-action": "find_alike", "_selected_action": spam[0].pk}
    change = f"/admin/reviews/review/{spam[0].pk}/change/"
    assert "Find more like this" in client.get(change).text
    assert "3 reviews" in client.post(change, on_form, follow=True).text


def test_the_list_of_waves_says_how_each_stands(client, mod, spam):
    sweep_all(mod, "hold", spam[0])
    sweep_all(mod, "remove", spam[1])
    back = sweep_all(mod, "remove", spam[2])
    sweeps.take_back(back, by=mod)
    client.force_login(mod)
    page = client.get("/admin/moderation/sweep/").text
    for words in ("held until you take it back", "can be taken back until", "taken back on"):
        assert words in page
    for one in Sweep.objects.all():
        assert "Lamps" in client.get(f"/admin/moderation/sweep/{one.pk}/change/").text
    assert client.get("/admin/").text.count("Wave: 1 review") == 2  # those taken back, and held
    assert "Wave: 1 review" in client.get("/admin/moderation/decision/").text


def test_the_pages_cost_the_same_for_any_number(
    client, mod, story, grown, django_assert_max_num_queries
):
    for number in range(40):
        review(story, f"Lamp {number} https://lamps.example/", by=young(f"lamp{number}"))
        if number in (3, 39):
            client.force_login(mod)
            seed = Review.objects.first().pk
            for page in (f"{ALIKE}?seed={seed}", f"{ALIKE}end/?seed={seed}"):
                with django_assert_max_num_queries(18):
                    assert client.get(page).status_code == 200


def test_networks_are_forgotten_and_old_reviews_learn_what_they_say(story, grown):
    old, new = (review(story, f"Words {n}", network="n" * 32) for n in range(2))
    long_ago = timezone.now() - timedelta(days=31)
    Review.objects.filter(pk=old.pk).update(created_at=long_ago)
    forget_networks(0)
    assert list(Review.objects.exclude(network="").values_list("pk", flat=True)) == [new.pk]
    known = new.fingerprint
    Review.objects.update(fingerprint=None)
    learn_likeness(0)
    new.refresh_from_db()
    assert new.fingerprint == known


def test_what_is_posted_and_edited_knows_what_it_says(client, bob, story):
    client.force_login(bob)
    words = {"text": "See https://a.example/", "pen_name": bob.pen_name.pk}
    client.post(f"/works/{story.pk}/reviews/new", words, REMOTE_ADDR="192.0.2.7")
    written = Review.objects.get()
    assert written.links == ["a.example"] and written.fingerprint and len(written.network) == 32
    client.post(f"/reviews/{written.pk}/edit", {**words, "text": "See www.b.example"})
    changed = Review.objects.get()
    assert changed.links == ["b.example"]
    assert changed.fingerprint == written.fingerprint
