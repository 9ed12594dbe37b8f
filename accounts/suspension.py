"""Suspended people read and sign out, but write nothing."""

from django.shortcuts import render
from django.urls import resolve

from core import words_back

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Signing in and out, keeping the account safe, and a reader's own choices. By names of addresses.
STILL_ALLOWED = ("account_logout", "account_change_password", "account_reauthenticate", "consent")
STILL_ALLOWED_ROOMS = ("mfa_", "usersessions_")


class SuspensionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return self.get_response(request)
        if not request.user.is_suspended or is_allowed(request):
            return self.get_response(request)
        context = {"typed": words_back.typed(request)}
        return render(request, "accounts/suspended.html", context, status=403)


def is_allowed(request) -> bool:
    name = resolve(request.path_info).url_name or ""
    return name in STILL_ALLOWED or name.startswith(STILL_ALLOWED_ROOMS)
