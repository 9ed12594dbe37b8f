"""An action that asks for a reason on a page of its own, and then decides about all that were
chosen, each in a transaction of its own."""

from django import forms
from django.contrib import messages
from django.contrib.admin import ActionLocation, helpers
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.decisions import RefusedError

MANY = 300  # things at once: some ten milliseconds each, within one request
NAMED = 20  # of them stand on the page that asks; the others fold
EVERYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, needs_reason: bool, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        self.fields["reason"].help_text = help_text


def decide(
    model_admin,
    request,
    things,
    verb,
    *,
    title,
    needs_reason=False,
    help_text="",
    why="",
    in_words=str,
):
    """`verb(thing, by=…, reason=…)` for each of `things`, after the page that asks; `why` stands in
    the box already, and `in_words(thing)` names each."""
    chosen = list(things.order_by("pk")[: MANY + 1])
    if len(chosen) > MANY:
        sentence = _("Those are more than %(n)s. Choose fewer.") % {"n": MANY}
        messages.error(request, sentence)
        return None
    is_sent = "decide" in request.POST
    form = ReasonForm(
        request.POST if is_sent else None,
        initial={"reason": why},
        needs_reason=needs_reason,
        help_text=help_text,
    )
    if is_sent and form.is_valid():
        _decide_each(request, chosen, verb, form.cleaned_data["reason"])
        _tell_of_missing(request, chosen)
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "form": form,
        "things": [in_words(thing) for thing in chosen[:NAMED]],
        "folded": [in_words(thing) for thing in chosen[NAMED:]],
        "echo": _echo(request, chosen),
    }
    return TemplateResponse(request, "admin/moderation/decide.html", context)


def _decide_each(request, chosen, verb, reason: str) -> None:
    done = 0
    for thing in chosen:
        try:
            verb(thing, by=request.user, reason=reason)
        except RefusedError as refused:
            messages.warning(request, f"{thing}: {refused}")
        else:
            done += 1
    if done:
        sentence = ngettext("Decided about %(n)s.", "Decided about %(n)s.", done) % {"n": done}
        messages.success(request, sentence)


def _tell_of_missing(request, chosen) -> None:
    """What left the list while the reason was written was not decided about: nobody should think
    that it was."""
    missing = len(set(request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))) - len(chosen)
    if missing > 0:
        sentence = ngettext(
            "%(n)s is no longer in this list and was left as it is.",
            "%(n)s are no longer in this list and were left as they are.",
            missing,
        )
        messages.warning(request, sentence % {"n": missing})


def _echo(request, chosen) -> list[tuple[str, str]]:
    """What the admin needs to come back to the same action with the same things."""
    on_form = f"{ActionLocation.CHANGE_FORM.value}-action"
    name = on_form if on_form in request.POST else "action"
    actions = request.POST.getlist(name)
    index = request.POST.get("index", "0")
    place = int(index) if index.isdecimal() and int(index) < len(actions) else 0
    selected = [(helpers.ACTION_CHECKBOX_NAME, str(thing.pk)) for thing in chosen]
    return [(name, actions[place]), *selected]
