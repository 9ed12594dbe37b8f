"""Suspended people read and sign out, but write nothing."""

from django.shortcuts import render
from django.urls import resolve

from core import words_back

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
STILL_ALLOWED = ("account_logout", "account_change_password", "account_reauthenticate")


class SuspensionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE_METHODS and request.user.is_authenticated:
            name = resolve(request.path_info).url_name if request.user.is_suspended else None
            if request.user.is_suspended and name not in STILL_ALLOWED:
                context = {"typed": words_back.typed(request)}
                return render(request, "accounts/suspended.html", context, status=403)
        return self.get_response(request)
