"""“Find more like this”: from one bad review, or from some, to all of their wave; ended with one
reason."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core import html
from moderation import sweeps, waves
from moderation.admin.deciding import EVERYWHERE, ReasonForm
from moderation.admin.lists import LookOnlyAdmin
from moderation.admin.searching import CHOSEN, DIGITS, SearchForm, ticks
from moderation.admin.sweeps import more_to_come
from moderation.decisions import RefusedError
from moderation.models import Report, Sweep
from reviews.models import Review

EXCERPT = 160  # characters


class SweepForm(ReasonForm):
    suspends = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, needs_reason=True, **kwargs)


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
            **ticks(search, search.numbers()),
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


def _done(sweep: Sweep) -> str:
    number = sweep.number
    if sweep.verb == Sweep.Verb.REMOVE:
        words = ngettext("%(n)s review is removed.", "%(n)s reviews are removed.", number)
    else:
        words = ngettext("%(n)s review is held.", "%(n)s reviews are held.", number)
    said = [words % {"n": number}, more_to_come(sweep)]
    if sweep.alike.get("suspends"):
        said.append(__("The young accounts are suspended within a minute."))
    return " ".join(filter(None, said))
