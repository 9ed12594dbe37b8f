"""The waves that were ended, and how one is taken back."""

from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from moderation import sweeps
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import names_of, of_its_own_direction
from moderation.admin.lists import LookOnlyAdmin
from moderation.models import Decision, Sweep


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
        return " · ".join(filter(None, [_how_it_stands(sweep), more_to_come(sweep)]))

    @admin.action(
        description=_("Take this wave back"),
        description_plural=_("Take these waves back"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def take_back(self, request, found):
        def one(sweep: Sweep, **said) -> None:
            back = sweeps.take_back(sweep, **said)
            sweep.refresh_from_db()
            messages.info(request, _came_back(back, sweep))

        return decide(
            self,
            request,
            found,
            one,
            title=_("Take waves back"),
            help_text=_("Everything stands again as it stood, but for what was changed since."),
            in_words=_named,
        )


def _how_it_stands(sweep: Sweep) -> str:
    if sweep.undone_at:
        return __("taken back on %(day)s") % {"day": _day(sweep.undone_at)}
    if sweep.verb == Sweep.Verb.HOLD:
        return __("held until you take it back")
    until = _day(sweep.created_at + timedelta(days=Sweep.DAYS))
    if sweep.may_be_taken_back:
        return __("can be taken back until %(day)s") % {"day": until}
    return __("deleted on %(day)s") % {"day": until}


def more_to_come(sweep: Sweep) -> str:
    if not sweep.left:
        return ""
    words = ngettext(
        "%(n)s more follows within minutes.", "%(n)s more follow within minutes.", sweep.left
    )
    return words % {"n": intcomma(sweep.left)}


def _day(moment) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")


def _named(sweep: Sweep) -> str:
    words = ngettext("%(n)s review", "%(n)s reviews", sweep.number) % {"n": sweep.number}
    return of_its_own_direction(f"{sweep.get_verb_display()}: {words}. {sweep.reason}")


def _came_back(back: int, sweep: Sweep) -> str:
    words = ngettext("%(n)s review came back.", "%(n)s reviews came back.", back)
    said = [words % {"n": back}, more_to_come(sweep)]
    changed = sweep.number - back - sweep.left
    if changed > 0:
        words = ngettext(
            "%(n)s was changed or deleted since and stays as it is.",
            "%(n)s were changed or deleted since and stay as they are.",
            changed,
        )
        said.append(words % {"n": changed})
    return " ".join(filter(None, said))
