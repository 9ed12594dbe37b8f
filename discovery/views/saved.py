"""Saved filters: the list of them, keeping one, changing and deleting it, fetching it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import names
from core.twice import may_come_twice
from core.words_back import sign_in_to_write
from discovery import saved, wishes
from discovery.forms import FilterForm
from discovery.models import SavedFilter
from discovery.models.saved import QUERY_LENGTH

DELETED = "deleted_filter"  # in the session: what can be fetched back
KEPT = ("name", "query", "is_default", "tells")


@login_required
@require_GET
def index(request):
    kept = sorted(request.user.filters.all(), key=lambda one: names.tag_key(one.name))
    deleted = request.session.get(DELETED) if "deleted" in request.GET else None
    context = {
        "filters": [(one, saved.address(one), saved.wish_of(one).asked) for one in kept],
        "deleted": deleted,
    }
    return render(request, "discovery/saved/index.html", context)


@login_required
@require_GET
def show(request, pk):
    """Leads to its list; `?new` from a notice: the newest on top."""
    one = get_object_or_404(request.user.filters, pk=pk)
    changes = {"sort": saved.NEWEST, "is_reversed": False} if "new" in request.GET else {}
    return redirect(saved.address(one, **changes))


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request):
    """Its address is that of the list, from /filters/new? on."""
    wish = saved.whole(wishes.read(request.GET))
    query = wish.address()
    one = SavedFilter(user=request.user, name=saved.name_for(wish), query=query)
    form = FilterForm(request.POST or None, filter=one)
    trouble = _trouble(query)
    if request.method == "POST" and not trouble and form.is_valid() and form.save():
        return _kept(request, form.filter)
    unknown = wishes.resolve(wish, request.user).unknown
    context = {"form": form, "wish": wish, "query": query, "trouble": trouble, "unknown": unknown}
    return render(request, "discovery/saved/new.html", context)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    one = get_object_or_404(request.user.filters, pk=pk)
    form = FilterForm(request.POST or None, filter=one)
    if request.method == "POST" and form.is_valid() and form.save():
        return _kept(request, one)
    wish = saved.wish_of(one)
    return render(request, "discovery/saved/edit.html", {"form": form, "filter": one, "wish": wish})


@login_required
@may_come_twice
@require_POST
def delete(request, pk):
    one = get_object_or_404(request.user.filters, pk=pk)
    request.session[DELETED] = {name: getattr(one, name) for name in KEPT}
    one.delete()
    return redirect(f"{reverse('saved_filters')}?deleted")


@login_required
@require_POST
def restore(request):
    """What cannot be kept now may be fetched back later."""
    if deleted := request.session.get(DELETED):
        one = SavedFilter(user=request.user, **deleted)
        try:
            one.keep()
        except ValidationError as error:
            messages.warning(request, error.messages[0])
            return redirect(f"{reverse('saved_filters')}?deleted")
        del request.session[DELETED]
        messages.success(request, _("“%(name)s” is back.") % {"name": one.name})
    return redirect("saved_filters")


def _trouble(query: str) -> str:
    if not query:
        return _("This list has no filter yet. Choose what it should show, then save it.")
    if len(query) > QUERY_LENGTH:
        return _("This filter asks for too much to be kept. Take something out of it.")
    return ""


def _kept(request, one: SavedFilter):
    messages.success(request, _("“%(name)s” is saved.") % {"name": one.name})
    return redirect("saved_filters")
