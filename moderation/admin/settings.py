from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from core import audit
from core.models import SiteSettings
from moderation.admin.lists import QuickAdmin


@admin.register(SiteSettings)
class SiteSettingsAdmin(QuickAdmin):
    """One row, for administrators: its list is its form."""

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if SiteSettings.objects.exists():
            return redirect("admin:core_sitesettings_change", 1)
        return redirect("admin:core_sitesettings_add")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        values = {field: str(form.cleaned_data[field]) for field in form.changed_data}
        audit.record("settings.change", by=request.user, about=obj, **values)
