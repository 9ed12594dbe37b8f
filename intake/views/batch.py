"""The batch table: many stories that were brought at once, a line each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intake.batches import columns, gathering, keeping
from intake.batches.columns import ColumnsForm
from intake.batches.table import Line, Table
from intake.models import Batch

SAY = ("set", "set_all")  # buttons


@require_http_methods(["GET", "POST"])
def batch(request, token):
    brought = get_object_or_404(Batch.objects.visible_to(request.user), token=token)
    table = Table(brought, request.user)
    form = ColumnsForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and may_act(request, form):
        act(request, table, form)
        return redirect(brought)
    context = {"table": table, "form": form, "ticked": request.POST.getlist("line")}
    return render(request, "intake/batch.html", context)


def may_act(request, form: ColumnsForm) -> bool:
    """What was chosen above the table is not lost because somebody pressed a button below it."""
    if form.is_valid() and form.corrections() and not any(name in request.POST for name in SAY):
        form.add_error(None, _("What you chose here is set for no story yet. Set it, or empty it."))
    return form.is_valid()


def act(request, table: Table, form: ColumnsForm) -> None:
    """By the button that was pressed."""
    ticked = table.ticked(request.POST.getlist("line"))
    if "set_all" in request.POST:
        say(request, table, table.lines, form)
    elif "publish_all" in request.POST:
        publish(request, [line for line in table.lines if line.is_open])
    elif "alone" in request.POST:
        part = get_object_or_404(table.batch.sources, token=request.POST["alone"], story=None)
        gathering.take_out(table.batch, part)
    elif not ticked:
        messages.warning(request, _("No story is ticked."))
    elif "set" in request.POST:
        say(request, table, ticked, form)
    elif "publish" in request.POST:
        publish(request, ticked)
    elif "draft" in request.POST:
        keep(request, [line for line in ticked if line.may_be_kept], keeping.DRAFT)
    elif "join" in request.POST:
        join(request, table, [line for line in ticked if line.may_be_kept])


def say(request, table: Table, lines: list[Line], form: ColumnsForm) -> None:
    if said := form.corrections():
        open_ones = [line.source.pk for line in lines if line.is_open]
        number = columns.say(table.batch.sources.filter(pk__in=open_ones), said)
        sentence = ngettext("Set for %(number)s story.", "Set for %(number)s stories.", number)
        messages.success(request, sentence % {"number": number})
    else:
        messages.warning(request, _("Nothing was chosen above the table."))


def publish(request, lines: list[Line]) -> None:
    """What lacks something stays, with what it lacks."""
    fitting = [line for line in lines if line.may_be_published]
    wish = keeping.ANNOUNCE if "tell" in request.POST else keeping.PUBLISH
    keep(request, fitting, wish)
    if stay := len(lines) - len(fitting):
        sentence = ngettext(
            "%(number)s story still needs something: its line says what.",
            "%(number)s stories still need something: their lines say what.",
            stay,
        )
        messages.warning(request, sentence % {"number": stay})


def keep(request, lines: list[Line], wish: str) -> None:
    if request.user.pen_name is None:
        messages.warning(request, _("Choose a pen name first: your text waits on your desk."))
    else:
        keeping.ask([line.source for line in lines], wish)


def join(request, table: Table, lines: list[Line]) -> None:
    if len(lines) < 2:
        messages.warning(request, _("Tick the files of one story first, two at least."))
        return
    chosen = table.batch.sources.filter(pk__in=[line.source.pk for line in lines])
    gathering.join(table.batch, list(chosen))
