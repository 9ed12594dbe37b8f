from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import audit
from core.models import SiteSettings
from moderation.admin.mail_test import MailTest
from moderation.admin.site_form import SiteForm

FLOODS = _(
    "All of it may stay as it is. A question keeps programs out that try every archive; people who "
    "do not know the answer make an account, and you let them in."
)
SECRETS = ("spam_check_key",)  # the log says that it was changed, not to what
IN_LOG = {"about": "about_text"}  # `about` says there which row an entry is about


@admin.register(SiteSettings)
class SiteSettingsAdmin(MailTest):
    """One row, for administrators: its list is its form."""

    form = SiteForm
    fieldsets = (
        (_("This archive"), {"fields": ("name", "tagline", "fandom", "adult_stories")}),
        (_("Languages"), {"fields": ("language", "languages")}),
        (_("People"), {"fields": ("sign_up", "guest_reviews", "reviews_called")}),
        (
            _("Against floods"),
            {
                "fields": (
                    "question",
                    "answers",
                    "brakes_itself",
                    "spam_check_address",
                    "spam_check_key",
                ),
                "description": FLOODS,
            },
        ),
        (pgettext_lazy("of the pages", "Look"), {"fields": ("accent", "logo")}),
        (_("Texts"), {"fields": ("about", "rules", "word"), "classes": ("texts",)}),
    )

    def get_urls(self):
        mail_test = path(
            "mail-test/", self.admin_site.admin_view(self.mail_test), name="core_mail_test"
        )
        return [mail_test, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if SiteSettings.objects.exists():
            return redirect("admin:core_sitesettings_change", 1)
        return redirect("admin:core_sitesettings_add")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def save_model(self, request, obj, form, change):
        before = str(form.initial.get("logo") or "")
        super().save_model(request, obj, form, change)
        values = {
            IN_LOG.get(name, name): "…" if name in SECRETS else str(form.cleaned_data[name])
            for name in form.changed_data
        }
        audit.record("settings.change", by=request.user, about=obj, **values)
        if before and before != obj.logo.name:
            transaction.on_commit(lambda: default_storage.delete(before))
