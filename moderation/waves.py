"""What hangs together with a bad review: it says the same, leads to the same place, came from the
same part of the net, at about the same time, from guests or from accounts that are days old.

A Search is made of what a moderator ticked; it finds what stands and what she may see, never what
helpers wrote.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, F, Func, Max, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.models import User
from core.brakes import DAYS
from reviews.models import Review

HOURS = (1, 6, 24)  # before and after
ROUNDS = 6  # from text to link to text: more than waves have
VALUES = 5_000  # texts or links of one wave
TEXTS = 50  # of a list, each with the number of reviews that say it

KIN = ("text", "link", "network")
BY_YOUNG = Q(pen_name__user__date_joined__gt=F("created_at") - timedelta(days=DAYS))
WRITERS = {
    "guests": Q(pen_name=None),
    "young": BY_YOUNG,
    "others": Q(pen_name__user__date_joined__lte=F("created_at") - timedelta(days=DAYS)),
}


class Number(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


@dataclass(frozen=True)
class Traits:
    """What the reviews have by which others are found."""

    texts: frozenset[int]
    links: frozenset[str]
    networks: frozenset[str]
    first: datetime
    last: datetime

    def by(self, kin: str) -> Q | None:
        """The condition, as the indexes know it; None where they have nothing of the kind."""
        if kin == "text":
            return Q(fingerprint__in=self.texts) if self.texts else None
        if kin == "link":
            return Q(links__overlap=sorted(self.links)) & ~Q(links=[]) if self.links else None
        return Q(network__in=self.networks) & ~Q(network="") if self.networks else None

    def within(self, hours: int) -> Q:
        span = timedelta(hours=hours)
        return Q(created_at__range=(self.first - span, self.last + span))


@dataclass(frozen=True)
class Text:
    """Reviews that say the same: how many, and the newest of them."""

    number: int
    review: Review


@dataclass
class Search:
    user: User
    seeds: list[int]
    kin: list[str] = field(default_factory=lambda: ["text", "link"])
    every: bool = False  # all that is ticked of KIN, or any of it
    onward: bool = True  # what is alike to those that were found, too, and so on
    hours: int = 0  # of HOURS; 0: whenever
    writers: list[str] = field(default_factory=list)  # none: whoever
    without: list[int] = field(default_factory=list)  # reviews, and whatever says the same as they
    newest: int = 0  # what came after this one was not looked at

    @cached_property
    def traits(self) -> Traits | None:
        """Of the reviews that the search began with; None where there are none of them."""
        seeds = Review.objects.visible_to(self.user).filter(pk__in=self.seeds)
        rows = list(seeds.values_list("fingerprint", "links", "network", "created_at"))
        if not rows:
            return None
        texts, links, networks, times = zip(*rows, strict=True)
        return Traits(
            frozenset(texts) - {None},
            frozenset(link for some in links for link in some),
            frozenset(networks) - {""},
            min(times),
            max(times),
        )

    @cached_property
    def standing(self):
        """All that could be found."""
        reviews = Review.objects.visible_to(self.user).filter(hidden_at=None)
        reviews = reviews.exclude(Q(pen_name__user__is_staff=True) | Q(pen_name__user=self.user))
        if self.newest:
            reviews = reviews.filter(pk__lte=self.newest)
        if self.without:
            left_out = Review.objects.filter(pk__in=self.without)
            texts = list(left_out.values_list("fingerprint", flat=True))
            reviews = reviews.exclude(pk__in=self.without)
            reviews = reviews.exclude(fingerprint__isnull=False, fingerprint__in=texts)
        return reviews

    @cached_property
    def kindred(self):
        """What was found, whoever wrote it."""
        traits = self.traits
        if traits is None:
            return self.standing.none()
        ticked = [kin for kin in self.kin if traits.by(kin) is not None]
        if not ticked and not self.hours:
            return self.standing.none()  # nothing but a time of its own would be all that there is
        reviews = self.standing.filter(traits.within(self.hours)) if self.hours else self.standing
        if self.every:
            return reviews.filter(*(traits.by(kin) for kin in ticked))
        return self._any_of(ticked, traits, reviews)

    @cached_property
    def found(self):
        if not self.writers:
            return self.kindred
        return self.kindred.filter(_any(WRITERS[writer] for writer in self.writers))

    @cached_property
    def number(self) -> int:
        return self.found.count()

    def young_accounts(self) -> int:
        """How many of those wrote what was found, and are not suspended."""
        theirs = self.found.filter(WRITERS["young"], pen_name__user__suspended_at=None)
        return theirs.aggregate(all=Count("pen_name__user", distinct=True))["all"]

    def numbers(self) -> dict[str, int | None]:
        """How many there are of each kind by itself; None where the first ones have nothing of the
        kind. Of writers: among what was found."""
        traits = self.traits
        if traits is None:
            return {}
        conditions = {kin: traits.by(kin) for kin in KIN}
        conditions |= {f"hours_{hours}": traits.within(hours) for hours in HOURS}
        some = {name: one for name, one in conditions.items() if one is not None}
        counts = (Number(self.standing.filter(one).values("pk")) for one in some.values())
        row = Review.objects.filter(pk__in=self.seeds).values_list(*counts)[:1].get()
        by = {name: Count("pk", filter=condition) for name, condition in WRITERS.items()}
        nothing = dict.fromkeys(conditions)
        return nothing | dict(zip(some, row, strict=True)) | self.kindred.aggregate(**by)

    def texts(self, after: tuple[int, int] | None = None) -> list[Text]:
        """What they say, TEXTS of it and one more, the most frequent first; `after` the number and
        the review of the one that came last."""
        text = models.TextField()
        itself = Concat(Value("review "), Cast("pk", text), output_field=text)
        key = Coalesce(Cast("fingerprint", text), itself)
        groups = self.found.order_by().annotate(said=key).values("said")
        groups = groups.annotate(number=Count("pk"), last=Max("pk")).order_by("-number", "-last")
        if after:
            number, last = after
            groups = groups.filter(Q(number__lt=number) | Q(number=number, last__lt=last))
        numbers = {row["last"]: row["number"] for row in groups[: TEXTS + 1]}
        reviews = Review.objects.select_related("pen_name", "story").in_bulk(numbers)
        return [Text(number, reviews[pk]) for pk, number in numbers.items() if pk in reviews]

    def _any_of(self, ticked: list[str], traits: Traits, reviews):
        if not ticked:
            return reviews
        if self.onward:
            traits = _onward(ticked, traits, reviews)
        return reviews.filter(_any(traits.by(kin) for kin in ticked))


def _onward(ticked: list[str], traits: Traits, reviews) -> Traits:
    """With what is found by words and links, in turn: a wave has some texts and some links, and
    mixes them. Never by the net: neighbours have neighbours."""
    kin = [one for one in ticked if one != "network"]
    for _round in range(ROUNDS):
        conditions = [condition for one in kin if (condition := traits.by(one))]
        if not conditions or max(len(traits.texts), len(traits.links)) > VALUES:
            break
        alike = reviews.filter(_any(conditions)).order_by()
        texts = alike.aggregate(all=ArrayAgg("fingerprint", distinct=True, default=[]))["all"]
        link = Func(F("links"), function="unnest", output_field=models.TextField())
        links = alike.annotate(link=link).values_list("link", flat=True).distinct()
        further = Traits(
            traits.texts | frozenset(texts) - {None},
            traits.links | frozenset(links),
            traits.networks,
            traits.first,
            traits.last,
        )
        if further == traits:
            break
        traits = further
    return traits


def _any(conditions) -> Q:
    together = Q()
    for condition in conditions:
        together |= condition
    return together
