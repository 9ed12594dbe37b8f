"""The site settings: every answer of the set-up, the look, and the long texts."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import AuditEntry, SiteSettings
from tags.models import Tag

PAGE = "/admin/core/sitesettings/1/change/"
DATA = {
    "name": "The Harbour", "sign_up": "open", "language": "en", "adult_stories": "on",
    "reviews_called": "reviews", "brakes_itself": "on",
}  # fmt: skip


@pytest.fixture
def keeper(client, admin):
    SiteSettings(name="Before").save()
    client.force_login(admin)
    return client


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(300, 200), kind="PNG", **options) -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", size, "#0f5b5e").save(buffer, kind, **options)
    return SimpleUploadedFile(f"my logo.{kind.lower()}", buffer.getvalue())


def now() -> SiteSettings:
    return SiteSettings.objects.get()


def test_every_answer_of_the_setup_is_changed_here(keeper):
    answers = {
        "name": "  The   Harbour ",
        "tagline": "Stories of one town",
        "fandom": "The Ninth Harbour",
        "language": "es",
        "languages": ["en"],
        "sign_up": "approval",
        "reviews_called": "comments",
        "question": "Who keeps the lamp?",
        "answers": "Maud",
    }
    page = keeper.get(PAGE).text
    for name in [*answers, "adult_stories"]:
        assert f'name="{name}"' in page
    assert keeper.post(PAGE, answers).status_code == 302
    row = now()
    assert (row.name, row.tagline, row.fandom) == (
        "The Harbour", "Stories of one town", "The Ninth Harbour",
    )  # fmt: skip
    assert (row.language, row.languages, row.sign_up) == ("es", ["en", "es"], "approval")
    assert not row.adult_stories
    assert Tag.objects.get(kind="fandom").is_official


def test_what_changed_is_in_the_log(keeper):
    keeper.post(PAGE, DATA | {"rules": "Be kind.", "guest_reviews": "on"})
    assert AuditEntry.objects.get().detail == {"name": "The Harbour", "rules": "<p>Be kind.</p>"}
    keeper.post(PAGE, DATA | {"rules": "Be kind.", "guest_reviews": "on"})
    assert AuditEntry.objects.latest("pk").detail == {}


def test_long_texts_are_sanitised_and_come_back_as_they_were_typed(keeper):
    rules = "Be <i>kind</i>.\r\n\r\nNo spam.<script>alert(1)</script>"
    keeper.post(PAGE, DATA | {"rules": rules, "about": "We", "word": "Hello"})
    row = now()
    assert "<i>kind</i>" in row.rules
    assert "<script" not in row.rules
    assert (row.about, row.word) == ("<p>We</p>", "<p>Hello</p>")
    assert row.html_version > 0
    page = keeper.get(PAGE).text
    assert "Be &lt;i&gt;kind&lt;/i&gt;." in page
    assert "&lt;p&gt;" not in page


@pytest.mark.parametrize("fandom", ["\u200b", "ﷺ" * 150])
def test_the_only_fandom_is_a_name_that_a_tag_can_have(keeper, fandom):
    assert keeper.post(PAGE, DATA | {"fandom": fandom}).status_code == 200
    assert now().fandom == ""


def test_an_accent_that_cannot_be_read_is_refused(keeper):
    for accent in ("#ffee00", "teal", "#12", "javascript:x"):
        page = keeper.post(PAGE, DATA | {"accent": accent})
        assert page.status_code == 200, accent
        assert now().accent == ""
    keeper.post(PAGE, DATA | {"accent": "#7A1FA2"})
    assert now().accent == "#7a1fa2"
    keeper.post(PAGE, DATA | {"accent": ""})
    assert now().accent == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_small(keeper, kind):
    keeper.post(PAGE, DATA | {"logo": picture(kind=kind)})
    name = now().logo.name
    assert name.startswith("site/logo-")
    assert name.endswith(".png")
    with default_storage.open(name) as file:
        drawn = Image.open(file)
        assert (drawn.format, drawn.size) == ("PNG", (144, 96))
    assert keeper.get(PAGE).text.count("<img") >= 1


def test_a_logo_loses_what_it_says_of_its_author(keeper):
    exif = Image.Exif()
    exif[0x9C9D] = b"Maud Thornapple"  # XPAuthor
    exif[0x010E] = "Maud Thornapple"  # ImageDescription
    keeper.post(PAGE, DATA | {"logo": picture(kind="JPEG", exif=exif)})
    with default_storage.open(now().logo.name) as file:
        assert b"Maud" not in file.read()


def huge() -> SimpleUploadedFile:
    """A small file with a very large picture in it."""
    return picture(size=(8_000, 8_000))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: SimpleUploadedFile("a.svg", b"<svg xmlns='x'><script/></svg>"), "cannot"),
        (lambda: SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\nnothing"), "cannot"),
        (lambda: SimpleUploadedFile("a.png", b"GIF89a" + b"\0" * 40), "cannot"),
        (lambda: SimpleUploadedFile("a.png", b"x" * 1_000_001), "larger than 1 MB"),
        (huge, "too many pixels"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_sentence(keeper, make, sentence):
    page = keeper.post(PAGE, DATA | {"logo": make()})
    assert page.status_code == 200
    assert {"cannot": "not a picture that we can read"}.get(sentence, sentence) in page.text
    assert not now().logo


def test_an_old_logo_goes_when_a_new_one_comes_and_when_it_is_taken_away(
    keeper, django_capture_on_commit_callbacks
):
    def send(**data):
        with django_capture_on_commit_callbacks(execute=True):
            keeper.post(PAGE, DATA | data)
        return now().logo.name

    first = send(logo=picture())
    second = send(logo=picture(size=(100, 100)))
    assert first != second
    assert not default_storage.exists(first)
    assert send() == second
    assert default_storage.exists(second)
    assert send(**{"logo-clear": "on"}) == ""
    assert not default_storage.exists(second)


def test_a_question_needs_an_answer(keeper):
    page = keeper.post(PAGE, DATA | {"question": "Who keeps the lamp?", "answers": " \n \u200b \n"})
    assert "Give at least one answer" in page.text
    assert now().question == ""
    keeper.post(PAGE, DATA | {"question": "Who keeps the lamp?", "answers": "Maud\nMaud T."})
    assert now().answers.split("\n")[1].strip() == "Maud T."


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://203.0.113.9/1.1", "It must begin with https://."),
        ("https://127.0.0.1/1.1", "own network"),
        ("https://[::1]:8000/", "own network"),
        ("https://[::ffff:10.0.0.1]/", "own network"),
        ("https://169.254.169.254/latest", "own network"),
        ("https://localhost/", "own network"),
        ("https://nowhere.invalid/", "No such address"),
    ],
)
def test_a_spam_checker_stands_outside(keeper, settings, address, sentence):
    settings.MODE = "production"
    page = keeper.post(PAGE, DATA | {"spam_check_address": address})
    assert sentence in page.text.replace("&#x27;", "’")
    assert now().spam_check_address == ""


def test_the_key_of_the_spam_checker_is_not_in_the_log(keeper):
    keeper.post(PAGE, DATA | {"spam_check_key": "s3cret"})
    assert AuditEntry.objects.latest("pk").detail["spam_check_key"] == "…"
    assert now().spam_check_key == "s3cret"
