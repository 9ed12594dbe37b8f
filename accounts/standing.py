"""What a person's standing keeps her from.

Suspended people read and sign out, but write nothing. People who wait to be let in keep drafts
besides: nothing that they wrote is lost, and readers see nothing of it.
"""

from django.shortcuts import render
from django.urls import resolve

from core import words_back

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Signing in and out, keeping the account safe, and a reader's own choices. By names of addresses.
ALWAYS = (
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "consent",
    "language",
    "look",
    "read",
    "time_zone",
    "writing",
)
ALWAYS_ROOMS = (
    "mfa_", "usersessions_", "notice", "follow", "unfollow", "exclusion", "filter_", "hide",
)  # fmt: skip
WHILE_WAITING = (
    "write",
    "check",
    "batch",
    "discard",
    "newer",
    "update",
    "story_edit",
    "story_draft",
    "story_bin",
    "story_restore",
    "story_delete",
    "change_new",
    "change_undo",
    "chapter_new",
    "chapter_edit",
    "chapter_draft",
    "chapter_draft_new",
    "chapter_bin",
    "chapter_restore",
    "chapter_delete",
    "chapters_reorder",
    "chapters_planned",
    "chapter_name",
    "chapter_split",
    "chapter_merge",
    "series_new",
    "series_edit",
    "series_stories",
    "series_reorder",
    "series_story_remove",
    "series_delete",
    "story_series",
    "story_images",
    "image_edit",
    "image_cover",
    "image_insertion",
    "image_delete",
    "report_story",
    "report_review",
    "blocks",
    "unblock",
)
WHILE_WAITING_ROOMS = ("account_",)


class StandingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return self.get_response(request)
        if request.user.may_publish or is_allowed(request):
            return self.get_response(request)
        template = "suspended" if request.user.is_suspended else "waiting"
        context = {"typed": words_back.typed(request)}
        return render(request, f"accounts/{template}.html", context, status=403)


def is_allowed(request) -> bool:
    name = resolve(request.path_info).view_name  # within the admin it begins with “admin:”
    if name in ALWAYS or name.startswith(ALWAYS_ROOMS):
        return True
    is_suspended = request.user.is_suspended
    return not is_suspended and (name in WHILE_WAITING or name.startswith(WHILE_WAITING_ROOMS))
