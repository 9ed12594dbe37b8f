"""What was decided, and what the log says: to be read, never to be changed."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import AuditEntry
from moderation.admin.links import names_of, to_subject
from moderation.admin.lists import LookOnlyAdmin, StateFilter
from moderation.models import Decision
from notices.models import Letter


@admin.register(Decision)
class DecisionAdmin(LookOnlyAdmin):
    list_display = ("created_at", "verb", "subject", "by_whom", "reason")
    list_filter = ("verb",)
    fields = ("created_at", "verb", "subject", "by_whom", "reason")

    def get_queryset(self, request):
        about = ("story", "review", "account", "image__story", "sweep", "by")
        return Decision.objects.select_related(*about).prefetch_related(
            "by__pen_names", "account__pen_names"
        )

    @admin.display(description=_("about"))
    def subject(self, decision):
        return to_subject(decision)

    @admin.display(description=pgettext_lazy("who did it", "by"))
    def by_whom(self, decision):
        return names_of(decision.by)


@admin.register(AuditEntry)
class AuditEntryAdmin(LookOnlyAdmin):
    """The log names user names: nobody but administrators has the permission."""

    list_display = ("created_at", "actor_name", "verb", "object_type", "object_id", "reason")
    list_filter = ("object_type",)
    search_fields = ("object_id",)
    search_help_text = _("The number of a story, a review or an account")
    fields = ("created_at", "actor_name", "verb", "object_type", "object_id", "reason", "detail")

    def find(self, entries, words):
        return entries.filter(object_id=words[:18]) if words.isdecimal() else entries.none()


class LetterState(StateFilter):
    states = {
        "waiting": (_("Waiting"), Q(sent_at=None, given_up_at=None, attempts=0)),
        "tried": (_("Tried in vain so far"), Q(sent_at=None, given_up_at=None, attempts__gt=0)),
        "sent": (pgettext_lazy("mails", "Sent"), Q(sent_at__isnull=False)),
        "given_up": (_("Given up"), Q(given_up_at__isnull=False) & ~Q(trouble="")),
        "empty": (_("Nothing was left to say"), Q(given_up_at__isnull=False, trouble="")),
    }


@admin.register(Letter)
class LetterAdmin(LookOnlyAdmin):
    """Mails of notices: how they fared. What stands in them, and where they went, does not."""

    list_display = ("created_at", "to", "due_at", "attempts", "sent_at", "given_up_at", "trouble")
    list_filter = (LetterState,)
    fields = (*list_display, "is_digest")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("user__pen_names")

    @admin.display(description=pgettext_lazy("a mail", "to"))
    def to(self, letter):
        return names_of(letter.user)
