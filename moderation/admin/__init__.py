"""The admin: where a few people look after everybody else's things.

Every list is narrowed by the querysets that say who may see what; every decision goes through
moderation/decisions.py. One signs in by the site's own door, with its limits and second factors.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as UnusedTag

from moderation.admin import (
    behind,
    brakes,
    images,
    logs,
    people,
    reports,
    reviews,
    settings,
    stories,
    sweeps,
    tags,
    waves,
)

__all__ = [
    "behind", "brakes", "images", "logs", "people", "reports", "reviews", "settings", "stories",
    "sweeps", "tags", "waves",
]  # fmt: skip

admin.site.enable_nav_sidebar = False  # the rooms stand in the header: admin/rooms.py
admin.site.index_title = _("Keepers’ room")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
if admin.site.is_registered(UnusedTag):
    admin.site.unregister(UnusedTag)
