from allauth.account.utils import perform_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from archive.setup import code
from archive.setup.emptiness import is_empty_now
from archive.setup.form import CodeForm, SetupForm
from archive.setup.founding import AlreadyFoundError, found

OPENED = "setup"  # in the session of who entered the code


@sensitive_post_parameters("code", "password1", "password2")
@require_http_methods(["GET", "POST"])
def setup(request):
    if not is_empty_now():
        raise Http404
    if OPENED not in request.session:
        return ask_code(request)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return start(request, form.cleaned_data)
    return render(request, "setup/setup.html", {"form": form})


def ask_code(request):
    code.logger.warning(code.sentence(request.build_absolute_uri(reverse("setup"))))
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_bound and not code.may_try(request):
        return render(request, "setup/too_often.html", status=429)
    if form.is_bound and form.is_valid():
        request.session[OPENED] = True
        return redirect("setup")
    return render(request, "setup/code.html", {"form": form})


def start(request, answers: dict):
    try:
        administrator = found(answers)
    except AlreadyFoundError:
        return render(request, "setup/too_late.html", status=409)
    return perform_login(
        request, administrator, email_verification="none", redirect_url=reverse("setup_done")
    )


@require_safe
def done(request):
    """What to do now. It stays for administrators, to be read again."""
    if not (request.user.is_authenticated and request.user.is_superuser):
        raise Http404
    return render(request, "setup/done.html")
