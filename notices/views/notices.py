"""The notice centre."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST, require_safe

from core.addresses import carried
from core.paging import page_by_key
from notices.addresses import address
from notices.models import Kind, Notice
from notices.sentences import sentence


@login_required
@require_GET
def index(request):
    kind = request.GET.get("kind", "")
    mine = Notice.objects.visible_to(request.user)
    shown = mine.filter(kind=kind) if kind in Kind.values else mine
    page = page_by_key(shown.for_sentences(request.user), request)
    context = {
        "page": page,
        "lines": [(notice, sentence(notice)) for notice in page],
        "kinds": kinds_of(request.user),
        "kind": kind if kind in Kind.values else "",
        "older_url": f"?{urlencode({'kind': kind, 'before': page.older})}" if page.older else "",
        "newest": page.rows[0].pk if page and page.is_first else 0,
    }
    return render(request, "notices/index.html", context)


def kinds_of(user) -> list[Kind]:
    """To choose from, as far as anything of the kind was ever told; in the order of the table."""
    told = set(user.notices.order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in Kind if kind in told]


@login_required
@require_safe
def notice(request, pk):
    """Opened from a list, a mail or a feed: it leads on to what it speaks of."""
    mine = Notice.objects.visible_to(request.user).for_sentences(request.user)
    notice = get_object_or_404(mine, pk=pk)
    if is_opened(request):
        mark(request.user, pk)
    return HttpResponseRedirect(address(notice))


def is_opened(request) -> bool:
    """By a person, in a window of a browser: then it is read, also from a mail, where nobody could
    press a button. What fetches ahead, previews or scans says otherwise or nothing at all
    (https://w3c.github.io/webappsec-fetch-metadata/), and changes nothing; nor does a browser that
    is too old to say it: for that there is the button."""
    is_window = request.headers.get("Sec-Fetch-Dest") == "document"
    is_ahead = "Sec-Purpose" in request.headers or "Purpose" in request.headers
    return request.method == "GET" and is_window and not is_ahead


def mark(user, pk: int) -> None:
    user.notices.filter(pk=pk, read_at=None).update(read_at=timezone.now())


@login_required
@require_POST
def read(request, pk):
    """Marked without being opened; back to its place in the list that was open."""
    get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark(request.user, pk)
    address = carried(f"{reverse('notices')}?{request.GET.urlencode()}")
    return HttpResponseRedirect(f"{address}#notice-{pk}")


@login_required
@require_POST
def read_all(request):
    """Up to the newest that the page showed: what came meanwhile stays new."""
    newest = request.POST.get("newest", "")[:18]
    some = request.user.notices.filter(read_at=None)
    if newest.isdecimal():
        some.filter(pk__lte=int(newest)).update(read_at=timezone.now())
    return redirect("notices")
