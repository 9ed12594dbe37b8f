"""The readers' tool FanFicFare against the live server (docs/page-contract.md)."""

import io
import zipfile

import pytest
from django.utils import translation
from django.utils.translation import gettext
from fanficfare import adapters, exceptions, writers
from fanficfare.adapters.base_otw_adapter import BaseOTWAdapter
from fanficfare.configurable import Configuration

from accounts.models import PenName
from core.models import SiteSettings
from stories.models import Byline, Series
from tests.cast import publish_story


@pytest.fixture
def site(live_server, transactional_db):
    """FanFicFare knows the live server as one more site of its OTW family, by plain http."""
    host = live_server.url.removeprefix("http://")

    class OurSite(BaseOTWAdapter):
        @staticmethod
        def getSiteDomain():
            return host

        def mod_url_request(self, url):
            return url.replace(f"https://{host}", live_server.url)

    classes = getattr(adapters, "__class_list")
    domains = getattr(adapters, "__domain_map")
    classes.append(OurSite)
    domains[host] = [OurSite]
    yield Site(host)
    classes.remove(OurSite)
    del domains[host]


class Site:
    def __init__(self, host):
        self.host = host

    def adapter(self, path, **options):
        # These two are what FanFicFare's own section for an OTW site declares.
        extra = "\n".join(f"{key}:{value}" for key, value in options.items())
        configuration = Configuration([self.host], "epub")
        configuration.read_string(
            f"[defaults]\nslow_down_sleep_time:0\ncollect_series:true\n{extra}\n[{self.host}]\n"
            "extra_valid_entries:fandoms,freeformtags,ao3categories,comments,"
            "chapterslashtotal,byline\n"
        )
        return adapters.getAdapter(configuration, f"https://{self.host}{path}")

    def metadata(self, path, **options):
        return self.adapter(path, **options).getStoryMetadataOnly()

    def epub(self, path, **options) -> str:
        """The text of the EPUB that it makes."""
        adapter = self.adapter(path, **options)
        writer = writers.getWriter("epub", adapter.configuration, adapter)
        out = io.BytesIO()
        writer.writeStory(outstream=out)
        book = zipfile.ZipFile(out)
        return "\n".join(
            book.read(name).decode() for name in book.namelist() if name.endswith("xhtml")
        )

    def page(self, path) -> str:
        return self.adapter("/works/1").get_request(f"https://{self.host}{path}")

    def urls(self, path) -> list[str]:
        adapter = self.adapter("/works/1")
        found = adapter.get_urls_from_page(f"https://{self.host}{path}", False)
        return found["urllist"] if isinstance(found, dict) else found


@pytest.fixture
def two_chapters(alice, dana):
    PenName.objects.filter(user=dana).update(name="Second Violin")
    story = publish_story(
        alice,
        "Some Small Repairs",
        texts=["<p>The clock stopped.</p>", "<p>The clock went on.</p>"],
        rating="teen",
        summary="<p>A clockmaker takes in a lodger.</p>",
        notes="<p>Found on an old disk.</p>",
        end_notes="<p>Thank you for reading.</p>",
        status="complete",
    )
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    story.relationships.set(["Ida/Tobias"], main=["Ida/Tobias"])
    story.characters.set(["Ida", "Tobias"])
    story.freeforms.set(["Slow burn", "Clocks"])
    story.warnings.set(["Major character death"])
    return story


def test_it_reads_everything_about_a_story(site, two_chapters):
    found = site.metadata(f"/works/{two_chapters.pk}")
    assert found.getMetadata("title") == "Some Small Repairs"
    assert found.getList("author") == ["Maud Thornapple", "Second Violin"]
    assert found.getMetadata("status") == "Completed"
    assert found.getMetadata("rating") == "Teen and up"
    assert found.getMetadata("language") == "English"
    assert found.getMetadata("numWords") == "7"
    assert found.getMetadata("datePublished") == two_chapters.published_at.strftime("%Y-%m-%d")
    assert found.getList("fandoms") == ["The Ninth Harbour"]
    assert found.getList("warnings") == ["Major character death"]
    assert found.getList("ships") == ["Ida/Tobias"]
    assert set(found.getList("characters")) == {"Ida", "Tobias"}
    assert set(found.getList("freeformtags")) == {"Slow burn", "Clocks"}
    assert "clockmaker" in found.getMetadata("description")


def test_it_takes_all_chapters_home_with_their_notes(site, two_chapters):
    chapter = two_chapters.chapters.last()
    chapter.write(notes="<p>Mind the pendulum.</p>", summary="<p>It goes on.</p>")
    chapter.publish(by=two_chapters.bylines.first().pen_name.user)
    book = site.epub(f"/works/{two_chapters.pk}")
    for words in (
        "The clock stopped.",
        "The clock went on.",
        "Found on an old disk.",
        "Thank you for reading.",
        "Mind the pendulum.",
        "It goes on.",
        "2. Part 2",
    ):
        assert words in book


def test_chapter_by_chapter_it_is_the_same_text(site, two_chapters):
    book = site.epub(f"/works/{two_chapters.pk}", use_view_full_work="false")
    assert "The clock stopped." in book
    assert "The clock went on." in book


def test_a_mature_story_opens_for_adults_and_for_nobody_else(site, alice):
    story = publish_story(
        alice, "After Dark", texts=["<p>Dusk.</p>", "<p>Night.</p>"], rating="mature"
    )
    with pytest.raises(exceptions.AdultCheckRequired):
        site.metadata(f"/works/{story.pk}")
    book = site.epub(f"/works/{story.pk}", is_adult="true")
    assert "Dusk." in book
    assert "Night." in book


def test_a_pen_name_of_two_words_is_its_author(site, story):
    found = site.metadata(f"/works/{story.pk}")
    assert found.getMetadata("author") == "Maud Thornapple"
    assert found.getMetadata("authorId") == "Maud_Thornapple"


def test_a_missing_story_does_not_exist(site, draft):
    for pk in (draft.pk, 999_999):
        with pytest.raises(exceptions.StoryDoesNotExist):
            site.metadata(f"/works/{pk}")


def test_it_lists_the_stories_of_a_page_a_pen_name_and_a_series(site, alice, two_chapters, story):
    series = Series.objects.create(title="Clockwork", summary="<p>In order.</p>")
    series.pen_names.add(alice.pen_name)
    series.add(story)
    series.add(two_chapters)
    expected = {f"https://{site.host}/works/{one.pk}" for one in (story, two_chapters)}
    for path in ("/works", alice.pen_name.get_absolute_url(), series.get_absolute_url()):
        found = {url.replace("http://", "https://") for url in site.urls(path)}
        assert found == expected, path
    found = site.metadata(f"/works/{two_chapters.pk}")
    assert found.getMetadata("series") == "Clockwork [2]"


NOT_OF_THE_STORY = {"dateCreated", "version"}  # of the tool's own run


def everything(site, story) -> dict:
    found = site.metadata(f"/works/{story.pk}", is_adult="true").getAllMetadata()
    return {
        "metadata": {name: found[name] for name in found if name not in NOT_OF_THE_STORY},
        "book": site.epub(f"/works/{story.pk}", is_adult="true"),
        "by chapter": site.epub(f"/works/{story.pk}", is_adult="true", use_view_full_work="false"),
    }


@pytest.mark.parametrize("language", ["es", "ar"])
def test_it_reads_the_same_where_the_pages_speak_another_language(
    site, alice, two_chapters, language
):
    """Everything that is known of a story, its text and its notes; once with its author unnamed."""
    two_chapters.categories.set(["Other"])
    series = Series.objects.create(title="Clockwork")
    series.pen_names.add(alice.pen_name)
    series.add(publish_story(alice, "The First Part"))
    series.add(two_chapters)
    anonymous = publish_story(alice, "Unsigned", rating="mature", language="und")
    anonymous.bylines.update(shown=False)
    stories = [two_chapters, anonymous]
    english = [everything(site, story) for story in stories]
    assert english[0]["metadata"]["series"] == "Clockwork [2]"
    assert english[1]["metadata"]["byline"] == "Anonymous"

    SiteSettings.objects.update_or_create(pk=1, defaults={"language": language})
    page = site.page(f"/works/{two_chapters.pk}")
    with translation.override(language):
        for words in ("Teen and up", "Major character death", "Other", "Complete"):
            assert gettext(words) != words
            assert gettext(words) in page
    assert [everything(site, story) for story in stories] == english
    with pytest.raises(exceptions.AdultCheckRequired):
        site.metadata(f"/works/{anonymous.pk}")
    series_page = site.adapter("/works/1").get_series_from_page(
        f"https://{site.host}/series/{series.pk}", site.page(f"/series/{series.pk}")
    )
    assert series_page["status"] == "In-Progress"
    assert len(series_page["urllist"]) == 2
