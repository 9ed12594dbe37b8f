"""One list of stories, whatever it is a list of: what was asked, what was found, and the ways on.

    browse = Browse(request, places.of_tag(tag))
    browse.cards, browse.count, browse.hidden
    browse.links.to(sort="words")

The door for all views and templates that show a list. Each thing is looked up when it is asked for,
once: a page pays for what it shows.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches

from discovery import cures, exclusions, places, saved, wishes, words
from discovery.criteria import Criteria, Exclusions
from discovery.cures import Chip, Cure
from discovery.links import USUAL, Links
from discovery.models import SavedFilter
from discovery.places import Place
from discovery.search import SORTS, Count, Found, Search, TooLong
from discovery.search.several import counts
from discovery.titles import title
from discovery.wishes import Resolved, Wish
from stories import cards, gate

PAGE = 20  # stories
BY_WORDS = "relevance"  # the sort of a list that words are searched in
OWN = ("more", "containing", "beside")  # what means something to the pages of filters alone
HELPFUL = 3  # chips of an empty list for which it is looked up what their removal would help
UNKNOWN = object()  # in the place of a number that is not kept


class Browse:
    also: Sequence[str] = OWN  # what stands in an address beside the wish
    numbers: Sequence[
        tuple[object, str]
    ] = ()  # of its pages, with their addresses, where it has any

    def __init__(self, request, place: Place | None = None, *, level: int = 2):
        """`level` is that of the cards' headings on this page."""
        self.request, self.user, self.level = request, request.user, level
        self.place = place or places.everything()

    # What was asked

    @cached_property
    def wish(self) -> Wish:
        if self.default:
            return saved.wish_of(self.default)
        return wishes.read(self.request.GET, also=self.also)

    @cached_property
    def default(self) -> SavedFilter | None:
        """The saved filter with which this reader's list of everything begins."""
        is_unsaid = self.request.path == self.place.path and not self.request.GET
        return saved.default_of(self.user) if is_unsaid and self.place.is_everything else None

    @cached_property
    def saved(self) -> SavedFilter | None:
        """The filter of hers that asks for the same."""
        if self.default or self.whole is None:
            return self.default
        return saved.in_use(self.user, self.whole)

    @cached_property
    def resolved(self) -> Resolved:
        return wishes.resolve(self.wish, self.user)

    @cached_property
    def criteria(self) -> Criteria:
        return self._here(self.resolved.criteria)

    def _here(self, criteria: Criteria) -> Criteria:
        place = self.place
        return replace(
            criteria,
            of_tags=place.of_tags,
            of_pen_names=place.of_pen_names,
            of_stories=place.of_stories,
            hearts=(*place.hearts, *criteria.hearts),
        )

    @cached_property
    def exclusions(self) -> Exclusions:
        return exclusions.of(self.request)

    @cached_property
    def whole(self) -> Wish | None:
        """The same wish where the list is one of everything, if a wish can say it."""
        about = self.place.about
        return None if about is None else self.wish.under(about)

    @property
    def sort(self) -> str:
        return self.wish.sort or (BY_WORDS if self.criteria.says else USUAL)

    @property
    def is_plain(self) -> bool:
        """The list itself, as others may link to it: not narrowed, sorted or turned over."""
        return not self.wish.address()

    # What was found

    @cached_property
    def search(self) -> Search:
        return Search(self.criteria, self.exclusions, self.user)

    @cached_property
    def found(self) -> Found:
        wish = self.wish
        key = {"after": wish.after, "before": wish.before}
        return self.search.page(self.sort, is_reversed=wish.is_reversed, **key, size=PAGE)

    @cached_property
    def cards(self) -> list[str]:
        """Where the text was searched, with what was found there."""
        if not self.wish.in_text:
            return cards.drawn(self.found.ids, self.user, level=self.level)
        passages = words.snippets(
            self.found.ids,
            self.criteria.says,
            self.user,
            has_consented=gate.has_consented(self.request),
        )
        return cards.drawn(passages, self.user, level=self.level, found=passages)

    @cached_property
    def count(self) -> Count:
        """A list of one page needs no counting. What there was no time to count is more than what
        stands here."""
        here = len(self.found.ids)
        return Count(here) if self._is_of_one_page else self._counted or Count(here, False)

    @property
    def is_counted(self) -> bool:
        """Whether there is a number to say: none beyond the end of what nobody counted."""
        return self.count.is_exact or self.count.number > 0

    @property
    def _is_of_one_page(self) -> bool:
        return not (self.wish.page_key or self.found.older)

    @cached_property
    def _counted(self) -> Count | None:
        return self._kept("count", self.search.count)

    @property
    def ends_early(self) -> bool:
        """On the last page by relevance, where there may be older ones that nobody compared."""
        return not self.found.older and self.search.ends_early(self.sort, self.count)

    @cached_property
    def hidden(self) -> Count:
        """How many more there are that this reader keeps out of her lists; none where there was no
        time to count them."""
        is_late = not self._is_of_one_page and self._counted is None
        if is_late or not self.exclusions:
            return Count(0)
        return self._kept("hidden", self._hidden) or Count(0)

    def _hidden(self) -> Count:
        """Where both numbers are exact, it is what lies between them: less to ask than what each
        of the exclusions takes away."""
        if self.count.is_exact:
            [every] = counts([self.search.without_exclusions()])
            if every.is_exact:
                return Count(max(0, every.number - self.count.number))
        return self.search.hidden()

    def _kept(self, what: str, ask) -> Count | None:
        """As long as a page is kept: numbers are looked up less often than lists are turned. None
        where that takes too long, so that the next reader need not wait for it either."""
        if not settings.PAGE_SECONDS:
            return _in_time(ask)
        asked = (what, self.criteria, self.exclusions, self.user.is_authenticated)
        key = f"list-{sha256(repr(asked).encode()).hexdigest()}"
        number = caches["pages"].get(key, UNKNOWN)
        if number is UNKNOWN:
            number = _in_time(ask)
            caches["pages"].set(key, number, settings.PAGE_SECONDS)
        return number

    # The ways on

    @cached_property
    def links(self) -> Links:
        return Links(self.place, self.wish)

    @property
    def older_url(self) -> str:
        return self.links.to(after=self.found.older, before="") if self.found.older else ""

    @property
    def newer_url(self) -> str:
        return self.links.to(after="", before=self.found.newer) if self.found.newer else ""

    @cached_property
    def chips(self) -> list[Chip]:
        return [Chip(part, self.links.without(part)) for part in self.wish.asked]

    @property
    def visible_chips(self) -> list[Chip]:
        """Without what the search box shows."""
        return [chip for chip in self.chips if not chip.part.is_in_box]

    @cached_property
    def cures(self) -> list[Cure]:
        """For an empty list: the chips without which there would be something."""
        if len(self.chips) < 2:
            return []
        return cures.of([(chip, self._without(chip)) for chip in self.chips[:HELPFUL]])

    def _without(self, chip: Chip) -> Search:
        wider = self._here(self.resolved.without(chip.part))
        return Search(wider, self.exclusions, self.user)

    @property
    def sorts(self) -> list[tuple[str, object, bool]]:
        """(name, label, whether it is this list's) of those that it can be in."""
        current = self.search.sort(self.sort).name
        offered = [sort for name, sort in SORTS.items() if self.search.sort(name).name == name]
        return [(sort.name, sort.label, sort.name == current) for sort in offered]

    @property
    def canonical(self) -> str:
        return self.request.build_absolute_uri(self.place.path)

    @property
    def query(self) -> str | None:
        """Of the same list among all stories: what is saved, and drawn a story from by lot."""
        return None if self.whole is None else self.whole.address(after="", before="")

    @property
    def title(self) -> str:
        return title(self.wish)


def _in_time(ask) -> Count | None:
    try:
        return ask()
    except TooLong:
        return None
