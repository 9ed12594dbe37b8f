"""The sample archive: real accounts, stories read from the raw files of samples/ as an author's
upload would be, reviews with answers. samples/archive.toml says who wrote and said what."""

import tomllib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import MODERATORS, PenName, User
from core import html
from core.models import SiteSettings
from intake.keep import keep
from intake.models import Source
from intake.taking_over import taken_over
from reviews.models import Review
from stories.models import Chapter, Listing, Series, Story
from tags import edits
from tags.models import Medium, Tag
from tags.vocabulary import NO_WARNINGS, NOT_SAYING

FOLDER = settings.BASE_DIR / "samples"
PASSWORD = "ficwright-demo"  # noqa: S105 (it stands in the README)
JOINED = timedelta(days=365)  # ago: nobody here is new
PEOPLE = ("alice", "bob", "charlie", "mod", "admin")
KEEPERS_PEN_NAMES = {"mod": "Night Porter", "admin": "The Caretaker"}
WARNINGS = {"none": [NO_WARNINGS], "choose_not": [NOT_SAYING]}


def are_loaded() -> bool:
    """Or somebody's own archive is here, a restored one say: nothing is mixed into that."""
    return User.objects.exists()


@transaction.atomic
def load() -> None:
    manifest = tomllib.loads((FOLDER / "archive.toml").read_text(encoding="utf-8"))
    pen_names = make_people(manifest["pen_names"])
    stories = {one["file"]: load_story(one, pen_names) for one in manifest["stories"]}
    for review in manifest["reviews"]:
        load_review(review, stories[review.pop("story")], pen_names)
    for row in manifest["fandoms"]:
        edit_fandoms(row["names"], row["medium"])
    Listing.refresh(story.pk for story in stories.values())
    SiteSettings(
        name="The Lamplit Shelf",
        tagline="A sample archive: stories of old books, told anew.",
        set_up_at=timezone.now(),
    ).save()


def edit_fandoms(names: list[str], medium: str) -> None:
    """Some that tag editors have looked at; the others wait in their queue."""
    editor = User.objects.get(username="admin")
    media = [Medium.objects.get(name=medium)]
    for fandom in Tag.objects.filter(kind=Tag.Kind.FANDOM, name__in=names):
        edits.make_official(fandom, by=editor)
        edits.set_media(fandom, media, by=editor)


def make_people(rows: list[dict[str, str]]) -> dict[str, PenName]:
    password = make_password(PASSWORD)
    about = {"password": password, "date_joined": timezone.now() - JOINED}
    people = {name: User.objects.create(username=name, **about) for name in PEOPLE}
    User.objects.filter(username__in=["mod", "admin"]).update(is_staff=True)
    User.objects.filter(username="admin").update(is_superuser=True)
    people["mod"].groups.add(Group.objects.get(name=MODERATORS))
    rows = rows + [{"account": who, "name": name} for who, name in KEEPERS_PEN_NAMES.items()]
    return {
        row["name"]: PenName.objects.create(user=people[row["account"]], name=row["name"])
        for row in rows
    }


def load_story(row: dict[str, Any], pen_names: dict[str, PenName]) -> Story:
    authors = [pen_names[name] for name in row["pen_names"]]
    data = (FOLDER / row["file"]).read_bytes()
    source = Source.take(data, file_name=row["file"], owner=authors[0].user)
    manuscript = source.read()
    copy = taken_over(manuscript)
    copy.texts["au_premise"] = manuscript.au_premise.html
    copy.fields |= {
        "rating": row["rating"],
        "language": row["language"],
        "status": row["status"],
        "visibility": row["visibility"],
        "planned_chapters": row.get("planned_chapters"),
        **written(row["written"]),
    }
    copy.tags = {
        field: row[field]
        for field in (
            "fandoms", "relationships", "characters", "au_tags", "categories", "freeforms"
        )
    }  # fmt: skip
    copy.tags["warnings"] = WARNINGS.get(str(row["warnings"])) or list(row["warnings"])
    copy.main = row["main_relationships"] + row["main_characters"]
    story = keep(copy, pen_names=authors, source=source)
    if not row["draft"]:
        story.publish(by=authors[0].user, silently=True)
        antedate(story, days=row["posted_days_ago"])
    if "series" in row:
        add_to_series(story, row["series"], authors)
    return story


def written(date: str) -> dict[str, int | None]:
    year, month, day = [*map(int, date.split("-")), None, None][:3]
    return {"written_year": year, "written_month": month, "written_day": day}


def antedate(story: Story, *, days: int) -> None:
    """So that the archive looks lived in, whenever it is loaded."""
    when = timezone.now() - timedelta(days=days)
    Story.objects.filter(pk=story.pk).update(published_at=when, revised_at=when)
    Chapter.objects.filter(story=story).update(published_at=when)


def add_to_series(story: Story, title: str, authors: list[PenName]) -> None:
    series, is_new = Series.objects.get_or_create(title=title)
    if is_new:
        series.pen_names.set(authors)
    series.add(story)


def load_review(row, story: Story, pen_names: dict[str, PenName], parent=None) -> None:
    chapters = list(story.chapters.in_place())
    review = Review.post(
        story=story,
        parent=parent,
        chapter=chapters[row["chapter"] - 1] if "chapter" in row else None,
        html=html.clean_text(row["text"].strip()),
        pen_name=pen_names[row["by"]] if "by" in row else None,
        guest_name=row.get("guest", ""),
        held_for="author" if row.get("held") else "",
    )
    when = timezone.now() - timedelta(days=row["days_ago"])
    Review.objects.filter(pk=review.pk).update(
        created_at=when, approved_at=None if review.is_held else when
    )
    for answer in row.get("answers", []):
        load_review(answer, story, pen_names, parent=review)
