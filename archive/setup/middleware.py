"""The doors of an empty archive lead to /setup."""

from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from archive.setup.emptiness import is_empty

DOORS = {"home", "account_login", "account_signup", "account_reset_password"}


class SetupMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_empty(request.site) and is_door(request.path_info):
            return redirect("setup")
        return self.get_response(request)


def is_door(path: str) -> bool:
    try:
        return resolve(path).url_name in DOORS
    except Resolver404:
        return False
