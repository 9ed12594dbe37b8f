"""Criteria as conditions on the rows of Listing, in two forms: for one row after the other, and for
all at once by the indexes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import Q

from discovery import words
from discovery.criteria import Criteria, Exclusions, Words
from discovery.search import saying, statements
from discovery.search.sql import EVERYTHING, NOTHING, Sql, every
from stories import sort_keys
from stories.listing import CHOICES
from stories.models import Listing
from stories.models.choices import Rating, Status

# To look up the words of a card or of a story's text, for what a row that is walked past takes.
# Measured: 3 to 6 µs a card, 4 to 17 µs a row in texts of 300 words.
EFFORT = {False: 1, True: 2}

END_MARKS = ("", ".", "...", "!", "?", "؟")

type Says = tuple[tuple[bool, words.Query], ...]


@dataclass(frozen=True)
class Conditions:
    """Of rows of `stories_listing`. `says` are (whether in the chapters, what finds it) of what is
    searched for, and `unspoken` gathers by all else; `by_index`: there is an index that finds few
    of many; `ranges` by column, (from, to). `effort` is what it takes to look at one row: 1 for its
    own columns, more for words in other tables."""

    walking: Sql
    gathering: Sql
    unspoken: Sql
    says: Says
    by_index: bool
    ranges: dict[str, tuple[Any, Any]]
    effort: int
    titles: tuple[str, ...] = ()  # keys of those that are just what is searched for
    but_texts: "Conditions | None" = None  # the same without what is looked for in chapters

    @property
    def texts(self) -> list[words.Query]:
        return [query for in_text, query in self.says if in_text]

    @property
    def reads_all(self) -> bool:
        """No index finds them: to gather them is to read the whole table."""
        return self.expected.reads_all and not (self.by_index or self.says)

    def added_since(self, story: int) -> Sql:
        """To gather of them this story and those that came later. Not for what chapters say."""
        said = [saying.somewhere_since(query, story) for _in_text, query in self.says]
        added = Sql("stories_listing.story_id >= %s", (story,))
        return every([self.unspoken, added, *said])

    @cached_property
    def expected(self) -> statements.Expected:
        return statements.expected(self.gathering.text, self.gathering.params)


def of(
    criteria: Criteria,
    exclusions: Exclusions,
    user,
    *,
    also: Q = Q(),  # noqa: B008
    also_says: Iterable[str] = (),
) -> Conditions:
    """`also` narrows it further, as do the tsqueries of what cards say."""
    seen = Listing.objects.listed_for(user).filter(*_wanted(criteria), also)
    if exclusions.tags or exclusions.pen_names:
        seen = seen.exclude(any_of(exclusions.tags, exclusions.pen_names))
    choices = list(_choices(criteria))
    also_on_card = ((False, words.Query(one)) for one in also_says)
    says = _together(*queries(words.said(criteria.says)), *also_on_card)
    unsaid = list(_unsaid(criteria, exclusions))
    row = [where(seen.filter(*(choice.column for choice in choices)))]
    by_index = [where(seen), *(choice.by_index for choice in choices)]
    never = [saying.never(in_text, query) for in_text, query in unsaid]
    never_here = [saying.never_here(in_text, query) for in_text, query in unsaid]

    def conditions(says: Says, but_texts: Conditions | None) -> Conditions:
        here = [saying.here(in_text, query.tsquery) for in_text, query in says]
        somewhere = [saying.somewhere(in_text, query) for in_text, query in says]
        return Conditions(
            walking=every([*row, *here, *never_here]),
            gathering=every([*by_index, *somewhere, *never]),
            unspoken=every([*by_index, *never]),
            says=says,
            by_index=bool(choices or also or _is_named(criteria)),
            ranges=ranges(criteria),
            effort=1 + sum(EFFORT[in_text] for in_text, _query in (*says, *unsaid)),
            titles=tuple(dict.fromkeys(_titles(criteria))),
            but_texts=but_texts,
        )

    on_card = conditions(tuple(one for one in says if not one[0]), None)
    return conditions(says, on_card) if on_card.says != says else on_card


def where(listings) -> Sql:
    """The condition of a queryset."""
    compiler = listings.query.get_compiler(connection=connection)
    try:
        text, params = compiler.compile(listings.query.where)
    except FullResultSet:
        return EVERYTHING
    except EmptyResultSet:
        return NOTHING
    return Sql(text, tuple(params))


def queries(phrases: Iterable[Words]) -> Says:
    """Of each phrase that has a word."""
    phrases = list(phrases)
    asked = zip((phrase.field == "text" for phrase in phrases), words.queries(phrases), strict=True)
    return tuple((in_text, query) for in_text, query in asked if query.tsquery)


def _together(*asked: tuple[bool, words.Query]) -> Says:
    """All that a card has to say is one query; each part of a text may be in another chapter."""
    on_card = " & ".join(f"({query.tsquery})" for in_text, query in asked if not in_text)
    in_texts = tuple(one for one in asked if one[0])
    return ((False, words.Query(on_card)), *in_texts) if on_card else in_texts


def _titles(criteria: Criteria) -> Iterator[str]:
    """With whatever mark at its end, which few people type."""
    for field in ("", "title"):
        said = " ".join(one.text for one in criteria.says if one.field == field)
        if key := sort_keys.of_title(said).rstrip(" ".join(END_MARKS)):
            yield from (key + mark for mark in END_MARKS)


def _unsaid(criteria: Criteria, exclusions: Exclusions) -> Iterator[tuple[bool, str]]:
    """One tsquery of all: to look for one word costs what looking for ten does."""
    phrases = [*criteria.says_not, *map(Words, exclusions.words)]
    asked = queries(phrases)
    for in_text in (False, True):
        if any_of := " | ".join(f"({query.tsquery})" for where, query in asked if where is in_text):
            yield in_text, any_of


def _is_named(criteria: Criteria) -> bool:
    return bool(
        criteria.of_tags
        or criteria.of_pen_names
        or criteria.tags
        or criteria.pen_names
        or criteria.main_tags
    )


def _wanted(criteria: Criteria) -> Iterator[Q]:
    tags, names = {*criteria.of_tags}, {*criteria.of_pen_names}
    some = any_of(criteria.tags, criteria.pen_names, criteria.main_tags)
    if criteria.any and some:
        yield some
    elif not criteria.any:
        tags |= {*criteria.tags, *criteria.main_tags}
        names |= {*criteria.pen_names}
        if criteria.main_tags:
            yield Q(main_tag_ids__contains=sorted(criteria.main_tags))
    if tags:
        yield Q(tag_ids__contains=sorted(tags))
    if names:
        yield Q(pen_name_ids__contains=sorted(names))
    if criteria.not_tags or criteria.not_pen_names:
        yield ~any_of(criteria.not_tags, criteria.not_pen_names)
    if criteria.not_main_tags:
        yield ~Q(main_tag_ids__overlap=sorted(criteria.not_main_tags))
    if criteria.not_languages:
        yield ~Q(language__in=criteria.not_languages)
    yield from _ranges(criteria)


def any_of(tags: tuple[int, ...], pen_names: tuple[int, ...], main_tags: tuple[int, ...] = ()) -> Q:
    """Whatever is at the heart is also among the tags, which have an index."""
    any_of = Q()
    if tags:
        any_of |= Q(tag_ids__overlap=sorted(tags))
    if pen_names:
        any_of |= Q(pen_name_ids__overlap=sorted(pen_names))
    if main_tags:
        ids = sorted(main_tags)
        any_of |= Q(tag_ids__overlap=ids, main_tag_ids__overlap=ids)
    return any_of


def _ranges(criteria: Criteria) -> Iterator[Q]:
    for column, (first, last) in ranges(criteria).items():
        if first is not None:
            yield Q((f"{column}__gte", first))
        if last is not None:
            yield Q((f"{column}__lte", last))


def ranges(criteria: Criteria) -> dict[str, tuple[Any, Any]]:
    """By column. Years are part of a number such as 20010314; that of no date is 0."""
    first, last = criteria.written
    is_dated = first is not None or last is not None
    written = (
        max(1, (first or 0) * 10_000) if is_dated else None,
        None if last is None else last * 10_000 + 9_999,
    )
    return {"words": criteria.words, "revised_at": criteria.updated, "written": written}


@dataclass(frozen=True)
class Choice:
    column: Q
    by_index: Sql


def _choices(criteria: Criteria) -> Iterator[Choice]:
    for column, some, none, known in (
        ("rating", criteria.ratings, criteria.not_ratings, Rating.values),
        ("status", criteria.statuses, criteria.not_statuses, Status.values),
        ("language", criteria.languages, (), criteria.languages),
    ):
        if some or none:
            rest = [value for value in some or known if value not in none]
            yield Choice(Q((f"{column}__in", rest)), _one_of(rest))
    if criteria.crossovers == "only":
        yield Choice(Q(fandoms__gt=1), _one_of(["crossover"]))
    if criteria.crossovers == "none":
        yield Choice(Q(fandoms__lte=1), _one_of(["no crossover"]))
    if criteria.chapters == "one":
        yield Choice(Q(chapters=1), _one_of(["one chapter"]))
    if criteria.chapters == "many":
        yield Choice(~Q(chapters=1), _one_of(["many chapters"]))


def _one_of(values: Iterable[str]) -> Sql:
    return Sql(f"{CHOICES} && %s::text[]", (list(values),))
