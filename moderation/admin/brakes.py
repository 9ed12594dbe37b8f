"""The brakes: one page from which each is pulled and lifted, and those that were pulled before."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core import brakes
from core.models import Brake
from moderation.admin.links import names_of
from moderation.admin.lists import LookOnlyAdmin

PAGE = "admin:core_brake_changelist"
EARLIER = 30  # brakes on the page

MEANS: dict[str, Promise] = {
    Brake.Kind.GUESTS: _(
        "What guests write waits for you. When the brake ends it goes on by itself, to whoever "
        "would have had it."
    ),
    Brake.Kind.YOUNG: _(
        "What accounts of a few days write waits for you. When the brake ends it goes on by "
        "itself, to whoever would have had it."
    ),
    Brake.Kind.SIGN_UP: _("Nobody makes an account. Whoever has one signs in as ever."),
}


class PullForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[(1, _("1 hour")), (24, _("24 hours")), (72, _("72 hours"))],
        initial=24,
        coerce=int,
    )
    days = forms.IntegerField(
        label=_("Accounts younger than so many days"),
        min_value=1,
        max_value=365,
        initial=brakes.DAYS,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("For the log and for other moderators."),
    )

    def __init__(self, data=None, *, kind: str):
        super().__init__(data, prefix=kind)
        if kind != Brake.Kind.YOUNG:
            del self.fields["days"]


@dataclass
class Handle:
    """A brake as the page shows it."""

    kind: str
    name: str
    means: Promise
    brake: Brake | None  # that is on
    by: str
    form: PullForm


@admin.register(Brake)
class BrakeAdmin(LookOnlyAdmin):
    """Its list is the page of all of them."""

    fields = ("kind", "days", "began_at", "ends_at", "lifted_at", "by_whom", "reason")

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<slug:kind>/pull/", view(require_POST(self.pull)), name="core_brake_pull"),
            path("<slug:kind>/lift/", view(require_POST(self.lift)), name="core_brake_lift"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._page(request)

    def pull(self, request, kind):
        self._permit(request, kind)
        form = PullForm(request.POST, kind=kind)
        if not form.is_valid():
            return self._page(request, sent=form)
        brake = brakes.pull(kind, by=request.user, **form.cleaned_data)
        words = {"brake": brake.get_kind_display()}
        messages.success(request, __("Pulled: %(brake)s.") % words)
        return redirect(PAGE)

    def lift(self, request, kind):
        self._permit(request, kind)
        words = {"brake": Brake.Kind(kind).label}
        if brakes.lift(kind, by=request.user):
            said = __("Lifted: %(brake)s. What waited because of it goes on within minutes.")
            messages.success(request, said % words)
        return redirect(PAGE)

    @admin.display(description=_("by"))
    def by_whom(self, brake):
        return names_of(brake.by) if brake.by else __("the archive itself")

    def _permit(self, request, kind):
        if kind not in Brake.Kind.values or not request.user.has_perm("core.add_brake"):
            raise PermissionDenied

    def _page(self, request, sent: PullForm | None = None):
        brakes.forget()  # whoever pulled one elsewhere a moment ago: this page shows it
        pulled = brakes.on()
        handles = [self._handle(kind, pulled.get(kind), sent) for kind in Brake.Kind.values]
        earlier = Brake.objects.prefetch_related("by__pen_names").exclude(
            pk__in=[brake.pk for brake in pulled.values()]
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Brakes"),
            "handles": handles,
            "may_pull": request.user.has_perm("core.add_brake"),
            "earlier": [(brake, self.by_whom(brake)) for brake in earlier[:EARLIER]],
            "pulls_itself": request.site.brakes_itself,
        }
        return TemplateResponse(request, "admin/core/brake/brakes.html", context)

    def _handle(self, kind: str, brake: Brake | None, sent: PullForm | None) -> Handle:
        form = sent if sent and sent.prefix == kind else PullForm(kind=kind)
        by = self.by_whom(brake) if brake else ""
        return Handle(kind, str(Brake.Kind(kind).label), MEANS[kind], brake, by, form)
