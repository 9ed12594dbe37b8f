"""A story that is here already, brought up to date by a newer document of it, or by the old one
read again: the difference is shown first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import PenName
from intake.checking.proof import marks_thoughts
from intake.forms import WriteForm
from intake.models import Source
from intake.reader import Unreadable
from intake.taking_over import taken_over
from intake.twice import OF, known
from intake.updating.applying import apply
from intake.updating.plan import plan
from intake.views.check import wait
from intake.views.write import MEMBERS_AN_HOUR, may_bring_more
from stories.models import Story


@login_required
@require_http_methods(["GET", "POST"])
def update(request, token):
    sources = Source.objects.visible_to(request.user).filter(first_part=None)
    source = get_object_or_404(sources, token=token)
    if source.is_being_read(thoughts=marks_thoughts(source)):
        return wait(request, source)
    try:
        story, copy = story_of(request.user, source), fair_copy_of(request.user, source)
    except Unreadable as error:
        return render(request, "intake/unreadable.html", {"source": source, "error": error})
    if request.method == "GET":
        found = plan(story, request.user, copy)
        context = {"source": source, "story": story, "plan": found}
        return render(request, "intake/update.html", context)
    with transaction.atomic():
        story.lock()  # a second press finds nothing to do
        found = plan(story, request.user, copy)
        apply(found, source, copy, by=request.user, ticked=request.POST.getlist("take"))
    messages.success(request, _("“%(title)s” is up to date.") % {"title": story.title})
    return redirect(story)


@login_required
@require_http_methods(["GET", "POST"])
def newer(request, pk):
    """Bring another document of a story, whose address and title may say nothing of it."""
    story = get_object_or_404(Story.objects.editable_by(request.user), pk=pk)
    form = WriteForm(request.POST or None, request.FILES or None, user=request.user, at_once=False)
    if request.method == "POST" and form.is_valid():
        if form.is_batch:
            form.add_error(None, _("Choose one file: the newer document of this story."))
        elif not may_bring_more(request, at_most=MEMBERS_AN_HOUR):
            form.add_error(None, _("That is much at once. Your next text is welcome in an hour."))
        else:
            source = form.take()
            source.correct({OF: story.pk})
            return redirect("update", source.token)
    return render(request, "intake/newer.html", {"story": story, "form": form})


def story_of(user, source: Source) -> Story:
    """The one that the source belongs to, that it was brought for, or that it is known as."""
    pk = source.story_id or source.corrections.get(OF)
    if pk is None and (match := known(source, user)):
        pk = match.story.pk
    found = Story.objects.editable_by(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def fair_copy_of(user, source: Source):
    names = PenName.objects.of(user).values_list("name", flat=True)
    manuscript = source.read(thoughts=marks_thoughts(source))
    copy = taken_over(manuscript, own_names=list(names))
    copy.fit()
    return copy
