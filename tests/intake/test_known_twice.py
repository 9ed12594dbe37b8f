"""Never the same story twice: it is known by where it comes from, by its bytes, or by its title and
first words; and only among one's own."""

from datetime import date

import pytest

from intake.keep import HereAlready, keep
from intake.models import Reading, Source
from intake.outline import outline
from intake.reader import VERSION
from intake.reader.kinds import AT_ONCE
from intake.reader.manuscript import Chapter, Figures, Manuscript, Origin, Passage
from intake.taking_over import taken_over
from intake.twice import known, known_among
from stories.models import Byline, Story
from tests.cast import write_story
from tests.intake.conftest import SAID

pytestmark = pytest.mark.django_db
BODY = "It rained on the harbour all night long, and nobody slept at all."
TEXT = f"The Long Night\nby Somebody\n\n{BODY} And then it rained again until the morning came."


def manuscript(title="The Long Night", text=BODY, **more) -> Manuscript:
    chapter = Chapter(html=f"<p>{text}</p>", text=text, lines=(3, 3))
    heading = Passage(html=title, text=title, lines=(1, 1))
    return Manuscript(title=heading, chapters=(chapter,), source=f"{title}\n\n{text}", **more)


def brought(owner, found: Manuscript, data=b"whatever") -> Source:
    """What the worker has read like this."""
    source = Source.take(data, owner=owner)
    source.size = AT_ONCE + 1
    source.outline = outline(found)
    source.origin = source.outline["origin"]
    source.save()
    Reading.keep(source, found, thoughts=True, version=VERSION)
    return source


def kept(owner, source: Source, **more) -> Story:
    return keep(taken_over(source.read()), pen_names=[owner.pen_name], source=source, **more)


def of_ao3(number="123", text=BODY, **more) -> Manuscript:
    address = f"https://archive.example.org/works/{number}"
    return manuscript(text=text, origin=Origin("ao3", number, address), **more)


def test_the_same_bytes_are_the_same_story(client, alice, bring):
    client.force_login(alice)
    first = bring(TEXT)
    client.post(first.get_absolute_url(), {**SAID, "publish": ""})
    story, second = Story.objects.get(), bring(TEXT)
    match = known(second, alice)
    assert (match.story, match.is_sure, match.is_same_file) == (story, True, True)
    page = client.get(second.get_absolute_url()).text
    assert "You have this story already: “The Long Night”." in page
    assert f'href="{story.get_absolute_url()}"' in page


def test_publishing_it_again_asks_first(client, alice, bring):
    client.force_login(alice)
    client.post(bring(TEXT).get_absolute_url(), {**SAID, "publish": ""})
    second = bring(TEXT)
    answer = client.post(second.get_absolute_url(), {**SAID, "publish": "", "title": "Other"})
    assert 'href="#id_as_new"' in answer.text
    assert 'value="Other"' in answer.text
    assert Story.objects.count() == 1
    answer = client.post(second.get_absolute_url(), {"draft": "", "title": "Other"})
    assert "You have this story already" in answer.text
    assert Story.objects.count() == 1
    said = {**SAID, "as_new": "on"}
    assert client.post(second.get_absolute_url(), {**said, "publish": ""}).status_code == 302
    assert Story.objects.count() == 2


def test_a_newer_download_is_known_by_where_it_comes_from(alice):
    story = kept(alice, brought(alice, of_ao3(), b"old"))
    newer = brought(alice, of_ao3(text="It snowed. " + BODY), b"new")
    match = known(newer, alice)
    assert (match.story, match.is_sure, match.is_same_file) == (story, True, False)
    assert known(brought(alice, of_ao3("124", text="Other."), b"other"), alice) is None


def test_keeping_a_sure_match_makes_no_second_story(alice):
    first = kept(alice, brought(alice, of_ao3(), b"old"))
    again = brought(alice, of_ao3(), b"new")
    with pytest.raises(HereAlready) as caught:
        kept(alice, again)
    assert caught.value.match.story == first
    assert Story.objects.count() == 1
    assert kept(alice, again, as_new=True) != first


def test_title_and_first_words_ask(client, alice, bring):
    client.force_login(alice)
    client.post(bring(TEXT).get_absolute_url(), {**SAID, "publish": ""})
    words = TEXT.upper().split("\n\n", 1)[1]
    second = bring("the  long NIGHT\n\n" + words + " " + "More of it. " * 9)
    match = known(second, alice)
    if match is None:  # fewer than forty words: the whole first chapter must be the same
        second = bring("the  long NIGHT\n\n" + words + " ")
        match = known(second, alice)
    assert not match.is_sure
    assert "Is this your story “The Long Night”?" in client.get(second.get_absolute_url()).text
    answer = client.post(second.get_absolute_url(), {**SAID, "publish": ""})
    assert 'href="#id_as_new"' in answer.text
    assert client.post(second.get_absolute_url(), {"draft": ""}).status_code == 302


def test_a_story_that_was_typed_here_is_known_too(alice):
    story = write_story(alice, "The Long Night", texts=[f"<p>{BODY}</p>"])
    assert known(brought(alice, manuscript()), alice).story == story
    assert known(brought(alice, manuscript("Another Night")), alice) is None
    assert known(brought(alice, manuscript(text="It snowed.")), alice) is None


def test_a_story_in_the_bin_says_that_it_is_there(client, alice):
    kept(alice, brought(alice, of_ao3(), b"old")).move_to_bin()
    source = brought(alice, of_ao3(), b"new")
    assert known(source, alice).is_in_bin
    client.force_login(alice)
    page = client.get(source.get_absolute_url()).text
    assert "It lies in your bin." in page
    assert 'href="/desk/bin"' in page


def test_one_that_lives_goes_before_one_in_the_bin(alice):
    kept(alice, brought(alice, of_ao3(), b"old")).move_to_bin()
    second = kept(alice, brought(alice, of_ao3(), b"new"), as_new=True)
    assert known(brought(alice, of_ao3(), b"newest"), alice).story == second


def test_nobody_learns_what_others_have(client, alice, bob, bring):
    kept(alice, brought(alice, of_ao3(), b"bytes"))
    assert known(brought(bob, of_ao3(), b"bytes"), bob) is None
    client.force_login(bob)
    assert "already" not in client.get(bring(TEXT).get_absolute_url()).text


def test_an_invitation_tells_nothing_and_a_co_author_is_told(alice, dana):
    story = kept(alice, brought(alice, of_ao3(), b"bytes"))
    line = Byline.objects.create(
        story=story, pen_name=dana.pen_name, position=2, state=Byline.State.INVITED
    )
    source = brought(dana, of_ao3(), b"other")
    assert known(source, dana) is None
    line.state = Byline.State.ACCEPTED
    line.save()
    assert known(source, dana).story == story


def test_a_guest_has_no_stories(client, alice, bring):
    kept(alice, brought(alice, manuscript()))
    assert "already" not in client.get(bring(TEXT).get_absolute_url()).text


@pytest.mark.parametrize("number", [1, 12])
def test_many_are_looked_up_as_cheaply_as_one(alice, number, django_assert_max_num_queries):
    for one in range(number):
        kept(alice, brought(alice, of_ao3(str(one), f"{one} {BODY}"), b"%d" % one))
    sources = [brought(alice, of_ao3(str(one), "x"), b"new %d" % one) for one in range(number)]
    with django_assert_max_num_queries(5):
        assert len(known_among(sources, alice)) == number


def test_two_files_of_one_story_have_the_same_mark_whatever_their_figures(alice):
    older = of_ao3(figures=Figures(published=date(2015, 3, 1)))
    newer = of_ao3(figures=Figures(published=date(2015, 3, 1), updated=date(2016, 4, 2)))
    assert outline(older)["opening"] == outline(newer)["opening"]
    assert outline(newer)["updated"] == "2016-04-02"
