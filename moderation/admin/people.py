"""People. Moderators know them by their pen names; administrators see accounts."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Exists, ManyToManyField, OuterRef, Q
from django.forms import CheckboxSelectMultiple
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from accounts.querysets import TURNED_AWAY, WAITING
from core import audit, names
from moderation import decisions
from moderation.admin import letting_in, signing_in
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import names_of
from moderation.admin.lists import LookOnlyAdmin, QuickAdmin, StateFilter
from moderation.models import Account


class Standing(StateFilter):
    states = {
        "waiting": (_("Waiting to be let in"), WAITING),
        "turned_away": (_("Turned away"), TURNED_AWAY),
        "suspended": (_("Suspended"), Q(suspended_at__isnull=False)),
        "free": (_("Not suspended"), Q(suspended_at=None)),
    }


def has_pen_name(words: str, user: str = "pk") -> Exists:
    """Somebody with a pen name that begins so."""
    begins = Q(key__startswith=names.key(words)) | Q(slug_key=words.casefold())
    return Exists(PenName.objects.filter(begins, user=OuterRef(user)))


@admin.register(Account)
class AccountAdmin(letting_in.LettingIn, signing_in.SigningIn):
    list_display = ("__str__", "date_joined", "standing", "introduction_begins")
    list_filter = (Standing,)
    search_fields = ("pk",)
    search_help_text = _("The beginning of a pen name")
    fields = ("pages", "date_joined", "standing", "introduction", "waiting_since", "suspended_at",
              "suspension_reason")  # fmt: skip
    actions = (*letting_in.ACTIONS, "suspend", "lift", *signing_in.ACTIONS)

    def get_queryset(self, request):
        """Moderators judge ordinary people; staff is for administrators."""
        people = Account.objects.prefetch_related("pen_names")
        if request.user.is_superuser:
            return people
        return people.filter(is_staff=False, is_superuser=False)

    def find(self, people, words):
        return people.filter(has_pen_name(words))

    @admin.display(description=_("pen names"))
    def pages(self, account):
        return format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((name.get_absolute_url(), name.name) for name in account.pen_names.all()),
        )

    @admin.display(description=_("state"))
    def standing(self, account):
        if account.is_waiting:
            return _("waits to be let in") if account.is_active else _("turned away")
        if not account.is_active:
            return _("closed")
        return _("suspended") if account.is_suspended else "—"

    @admin.display(description=_("a word to the moderators"))
    def introduction_begins(self, account):
        return Truncator(account.introduction).chars(80)

    @admin.action(
        description=_("Suspend this person"),
        description_plural=_("Suspend these people"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def suspend(self, request, people):
        return decide(
            self,
            request,
            people,
            decisions.suspend,
            title=_("Suspend people"),
            needs_reason=True,
            help_text=_("They read this when they try to write. Their stories stay."),
        )

    @admin.action(
        description=_("Lift the suspension"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def lift(self, request, people):
        return decide(self, request, people, decisions.lift, title=_("Lift suspensions"))


@admin.register(PenName)
class PenNameAdmin(LookOnlyAdmin):
    list_display = ("name", "slug", "created_at", "used_at")
    search_fields = ("name",)
    search_help_text = _("The beginning of a pen name")
    fields = ("name", "slug", "created_at", "used_at")

    def find(self, pen_names, words):
        begins = Q(key__startswith=names.key(words)) | Q(slug_key=words.casefold())
        return pen_names.filter(begins)


@admin.register(User)
class UserAdmin(QuickAdmin, DjangoUserAdmin):
    """Accounts with their user names, addresses and rights: for administrators alone, whatever
    permission somebody else was given."""

    list_display = ("username", "pen_names_of", "email", "is_staff", "date_joined", "suspended_at")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("username",)
    search_help_text = _("A user name or its beginning, an e-mail address, a pen name")
    fieldsets = (
        (None, {"fields": ("username", "password", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Suspension"), {"fields": ("suspended_at", "suspension_reason")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("suspended_at", "suspension_reason", "last_login", "date_joined")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    ordering = ("-pk",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("pen_names")

    def find(self, users, words):
        return users.filter(
            Q(username__startswith=words) | Q(email__iexact=words) | Q(has_pen_name(words))
        )

    @admin.display(description=_("pen names"))
    def pen_names_of(self, user):
        return names_of(user)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        changed = sorted(set(form.changed_data) - {"password"})
        audit.record("user.change", by=request.user, about=obj, fields=changed)

    def has_module_permission(self, request):
        return self._is_administrator(request)

    def has_view_permission(self, request, obj=None):
        return self._is_administrator(request)

    def has_change_permission(self, request, obj=None):
        return self._is_administrator(request)

    def has_add_permission(self, request):
        return False  # an account begins with a sign-up, and with a pen name

    @staticmethod
    def _is_administrator(request) -> bool:
        user = request.user
        return user.is_active and user.is_superuser and not user.is_suspended
