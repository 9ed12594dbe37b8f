"""What was decided, and what the log says: to be read, never to be changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import AuditEntry
from moderation.admin.links import names_of, to_subject
from moderation.admin.lists import LookOnlyAdmin
from moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(LookOnlyAdmin):
    list_display = ("created_at", "verb", "subject", "by_whom", "reason")
    list_filter = ("verb",)
    fields = ("created_at", "verb", "subject", "by_whom", "reason")

    def get_queryset(self, request):
        about = ("story", "review", "account", "image__story", "by")
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
