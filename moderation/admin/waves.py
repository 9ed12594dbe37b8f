"""“Find more like this”: from one bad review, or from some, to all of their wave; ended with one
reason, and taken back if it was a mistake."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core import html
from moderation import sweeps, waves
from moderation.admin.deciding import EVERYWHERE, ReasonForm, decide
from moderation.admin.links import names_of, of_its_own_direction
from moderation.admin.lists import LookOnlyAdmin
from moderation.decisions import RefusedError
from moderation.models import Decision, Report, Sweep
from reviews.models import Review

EXCERPT = 160  # characters
CHOSEN = 300  # reviews to begin with, or left out
DIGITS = 18

KIN = [
    ("text", _("the same words, whatever they link to")),
    ("link", _("the same links")),
    ("network", _("the same part of the net")),
]
EVERY = [("any", _("any of what is ticked")), ("all", _("all of what is ticked"))]
HOURS = [
    ("0", _("at any time")),
    ("1", _("within an hour before or after")),
    ("6", _("within 6 hours")),
    ("24", _("within 24 hours")),
]
WRITERS = [
    ("guests", _("guests")),
    ("young", _("accounts that were younger than 7 days")),
    ("others", _("older accounts")),
]


class Numbers(forms.Field):
    """Keys of rows, as many hidden inputs of one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        numbers = [one for one in value or [] if one.isdecimal() and len(one) <= DIGITS]
        return [int(one) for one in dict.fromkeys(numbers)][:CHOSEN]


class SearchForm(forms.Form):
    seed = Numbers()
    kin = forms.MultipleChoiceField(choices=KIN, required=False)
    every = forms.ChoiceField(choices=EVERY)
    onward = forms.BooleanField(required=False)
    hours = forms.TypedChoiceField(choices=HOURS, coerce=int)
    writers = forms.MultipleChoiceField(choices=WRITERS, required=False)
    without = Numbers(required=False)
    newest = forms.IntegerField(required=False, min_value=0, max_value=10**DIGITS)

    @classmethod
    def of(cls, request) -> "SearchForm":
        """What was asked for; at first, and where an address makes no sense, the same words and
        links, in turn."""
        if "asked" in request.GET:
            form = cls(request.GET)
            if form.is_valid():
                return form
        usual = {"kin": ["text", "link"], "every": "any", "onward": "on", "hours": "0"}
        form = cls(Lists(usual | {"seed": request.GET.getlist("seed")}))
        if not form.is_valid():
            raise Http404
        return form

    def search(self, user) -> waves.Search:
        said = self.cleaned_data
        return waves.Search(
            user=user,
            seeds=said["seed"],
            kin=said["kin"],
            every=said["every"] == "all",
            onward=said["onward"],
            hours=said["hours"],
            writers=said["writers"],
            without=said["without"],
            newest=said["newest"] or _newest(),
        )


class Lists(dict):
    """Data of a form whose fields may have several values."""

    def getlist(self, name):
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


class SweepForm(ReasonForm):
    suspends = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)


@dataclass(frozen=True)
class Tick:
    value: str
    label: str
    number: int | None
    is_ticked: bool


@dataclass(frozen=True)
class Line:
    """Reviews that say the same: the newest of them."""

    pk: int
    number: int
    words: str
    by: str
    about: str
    page: str
    links: str
    when: object


class FindingAlike(LookOnlyAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("alike/", view(require_GET(self.alike)), name="reviews_review_alike"),
            path(
                "alike/end/",
                view(require_http_methods(["GET", "POST"])(self.end)),
                name="reviews_review_end",
            ),
        ]
        return [*own, *super().get_urls()]

    @admin.action(
        description=_("Find more like this"),
        description_plural=_("Find more like these"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def find_alike(self, request, reviews):
        seeds = reviews.order_by("-pk").values_list("pk", flat=True)[:CHOSEN]
        query = "&".join(f"seed={pk}" for pk in seeds)
        return redirect(f"{reverse('admin:reviews_review_alike')}?{query}")

    def alike(self, request):
        _form, search = self._search(request)
        texts = search.texts(after=_mark(request.GET.get("after", "")))
        listed = texts[: waves.TEXTS]
        last = listed[-1] if len(texts) > len(listed) else None
        left_out = Review.objects.visible_to(request.user).filter(pk__in=search.without)
        left_out = left_out.select_related("pen_name", "story")
        context = {
            **self._context(request, search, title=_("Find more like this")),
            "is_further": "after" in request.GET,
            "seeds": search.seeds,
            "newest": search.newest,
            **_ticks(search, search.numbers()),
            "onward": search.onward,
            "lines": [_line(text.number, text.review) for text in listed],
            "left_out": [_line(0, review) for review in left_out],
            "further": f"{last.number}-{last.review.pk}" if last else "",
        }
        return TemplateResponse(request, "admin/moderation/alike.html", context)

    def end(self, request):
        """The page that asks for the reason; sent, it ends the wave."""
        form, search = self._search(request)
        reason = SweepForm(request.POST or None, initial={"reason": Report.Reason.SPAM.label})
        verb = request.POST.get("verb", "")
        if request.method == "POST" and reason.is_valid() and verb in Sweep.Verb.values:
            alike = {**form.cleaned_data, "newest": search.newest}
            said = reason.cleaned_data
            try:
                sweep = sweeps.make(search.found, verb, by=request.user, alike=alike, **said)
            except RefusedError as refused:
                messages.warning(request, str(refused))
            else:
                messages.success(request, _done(sweep))
                return redirect("admin:moderation_sweep_change", sweep.pk)
        context = {
            **self._context(request, search, title=_("End this wave")),
            "form": reason,
            "young": search.young_accounts(),
            "lines": [_line(text.number, text.review) for text in search.texts()[:5]],
            "query": request.GET.urlencode(),
            "days": Sweep.DAYS,
        }
        return TemplateResponse(request, "admin/moderation/end_wave.html", context)

    def _search(self, request) -> tuple[SearchForm, waves.Search]:
        if not (self.has_view_permission(request) and self.has_decide_permission(request)):
            raise PermissionDenied
        form = SearchForm.of(request)
        search = form.search(request.user)
        if search.traits is None:
            raise Http404
        return form, search

    def _context(self, request, search: waves.Search, *, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": Review._meta,
            "title": title,
            "number": search.number,
        }


@admin.register(Sweep)
class SweepAdmin(LookOnlyAdmin):
    list_display = ("created_at", "verb", "how_many", "by_whom", "reason", "state")
    list_filter = ("verb",)
    fields = ("created_at", "verb", "how_many", "suspended", "by_whom", "reason", "state")
    actions = ("take_back",)

    def get_queryset(self, request):
        return Sweep.objects.select_related("by").prefetch_related("by__pen_names")

    def has_view_permission(self, request, obj=None):
        """Whoever may look at decisions: each of these is one."""
        return request.user.has_perm("moderation.view_decision")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    @admin.display(description=_("reviews"))
    def how_many(self, sweep):
        return sweep.number

    @admin.display(description=_("accounts suspended with it"))
    def suspended(self, sweep):
        if not sweep.alike.get("suspends"):
            return "—"
        number = sweep.decisions.filter(verb=Decision.Verb.SUSPEND).count()
        page = reverse("admin:moderation_account_changelist")
        return format_html('<a href="{}?state=suspended">{}</a>', page, number)

    @admin.display(description=pgettext_lazy("who did it", "by"))
    def by_whom(self, sweep):
        return names_of(sweep.by)

    @admin.display(description=_("state"))
    def state(self, sweep):
        if sweep.undone_at:
            return __("taken back on %(day)s") % {"day": _day(sweep.undone_at)}
        if sweep.verb == Sweep.Verb.HOLD:
            return __("held until you take it back")
        until = _day(sweep.created_at + timedelta(days=Sweep.DAYS))
        if sweep.may_be_taken_back:
            return __("can be taken back until %(day)s") % {"day": until}
        return __("deleted on %(day)s") % {"day": until}

    @admin.action(
        description=_("Take this wave back"),
        description_plural=_("Take these waves back"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def take_back(self, request, found):
        def one(sweep: Sweep, **said) -> None:
            back = sweeps.take_back(sweep, **said)
            messages.info(request, _came_back(back, sweep.number))

        return decide(
            self,
            request,
            found,
            one,
            title=_("Take waves back"),
            help_text=_("Everything stands again as it stood, but for what was changed since."),
            in_words=_named,
        )


def _newest() -> int:
    newest = Review.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _ticks(search: waves.Search, numbers: dict) -> dict[str, list[Tick]]:
    hours = str(search.hours)
    return {
        "kin": [
            Tick(value, str(label), numbers[value], value in search.kin) for value, label in KIN
        ],
        "every": [
            Tick(value, str(label), None, (value == "all") == search.every)
            for value, label in EVERY
        ],
        "hours": [
            Tick(value, str(label), numbers.get(f"hours_{value}"), value == hours)
            for value, label in HOURS
        ],
        "writers": [
            Tick(value, str(label), numbers[value], value in search.writers)
            for value, label in WRITERS
        ],
    }


def _line(number: int, review: Review) -> Line:
    guest = __("%(name)s (guest)") % {"name": review.guest_name}
    return Line(
        review.pk,
        number,
        html.excerpt(review.html, EXCERPT),
        review.pen_name.name if review.pen_name else guest,
        str(review.story),
        reverse("admin:reviews_review_change", args=[review.pk]),
        ", ".join(review.links[:3]),
        review.created_at,
    )


def _mark(after: str) -> tuple[int, int] | None:
    number, _dash, pk = after.partition("-")
    is_mark = number.isdecimal() and pk.isdecimal() and len(after) <= 2 * DIGITS
    return (int(number), int(pk)) if is_mark else None


def _day(moment) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")


def _named(sweep: Sweep) -> str:
    words = ngettext("%(n)s review", "%(n)s reviews", sweep.number) % {"n": sweep.number}
    return of_its_own_direction(f"{sweep.get_verb_display()}: {words}. {sweep.reason}")


def _done(sweep: Sweep) -> str:
    number = sweep.number
    if sweep.verb == Sweep.Verb.REMOVE:
        words = ngettext("%(n)s review is removed.", "%(n)s reviews are removed.", number)
    else:
        words = ngettext("%(n)s review is held.", "%(n)s reviews are held.", number)
    said = [words % {"n": number}]
    if sweep.alike.get("suspends"):
        said.append(__("The young accounts are suspended within a minute."))
    return " ".join(said)


def _came_back(back: int, number: int) -> str:
    words = ngettext("%(n)s review came back.", "%(n)s reviews came back.", back)
    said = [words % {"n": back}]
    if number > back:
        words = ngettext(
            "%(n)s was changed or deleted since and stays as it is.",
            "%(n)s were changed or deleted since and stay as they are.",
            number - back,
        )
        said.append(words % {"n": number - back})
    return " ".join(said)
