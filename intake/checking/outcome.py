"""What becomes of a text that was looked through: a draft, or a published story."""

from datetime import date

from django.db import transaction

from intake.checking import found
from intake.checking.answers import AnswerForm
from intake.checking.proof import Proof
from intake.dating import old_days
from intake.keep import keep
from stories.models import Story


@transaction.atomic
def kept[Form: AnswerForm](proof: Proof[Form]) -> Story:
    """Of a form that is valid. Raises NotKept where its author has to answer something first."""
    form = proof.form
    is_new = bool(form.cleaned_data.get("as_new"))
    pen_name, copy = form.sign(), form.fair_copy()
    return keep(copy, pen_names=[pen_name], source=proof.source, as_new=is_new)


@transaction.atomic
def published[Form: AnswerForm](proof: Proof[Form], by, *, silently: bool = False) -> Story:
    """As `kept`, and out: with the dates that the file brought, and nobody told, if its author
    wants them kept. A story that is out already stays as it is."""
    story, form = kept(proof), proof.form
    if story.is_published:
        return story
    wish, copy = form.cleaned_data.get("dates"), form.copy
    days: tuple[date | None, date | None] = (None, None)
    if wish != found.TODAY and (copy.published or silently):
        days, silently = old_days(story, published=copy.published, updated=copy.updated), True
    story.publish(by=by, silently=silently, published=days[0], revised=days[1])
    return story
