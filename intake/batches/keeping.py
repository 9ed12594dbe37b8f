"""Lines of a batch become stories: the worker takes them one by one, while their author may go."""

import logging
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from accounts.models import User
from core import site
from intake.batches.columns import say
from intake.checking.answers import AnswerForm, DraftForm, PublishForm
from intake.checking.found import TODAY
from intake.checking.outcome import kept
from intake.checking.proof import Proof
from intake.dating import old_days
from intake.keep import NotKept
from intake.models import BeingRead, Source
from intake.reader import Unreadable
from stories.models import Story

log = logging.getLogger(__name__)

KEEP = "intake.keep_line"
DRAFT, PUBLISH, ANNOUNCE = "draft", "publish", "announce"


def ask(lines: Iterable[Source], wish: str) -> int:
    """How many were handed to the worker. A second press does no harm."""
    number = 0
    for line in lines:
        task = app.configure_task(KEEP, queueing_lock=f"{KEEP} {line.pk}")
        try:
            with transaction.atomic():
                task.defer(source_id=line.pk, wish=wish, language=get_language())
        except AlreadyEnqueued:
            pass
        number += 1
    return number


def keep_line(source: Source, wish: str) -> None:
    """All of it or nothing; what stands in the way stands in the line afterwards. Twice is as good
    as once."""
    if (owner := source.owner) is None:
        return  # a guest has no table
    try:
        with transaction.atomic():
            story = source.story or _kept(source, owner, wish)
            if wish in (PUBLISH, ANNOUNCE) and owner.may_publish:
                _publish(story, source, owner, tell=wish == ANNOUNCE)
    except (NotKept, Unreadable, BeingRead) as error:
        _say_why(source, str(error) or _("We are reading it."))
    except Exception:
        log.exception("source %s could not be kept", source.pk)
        _say_why(source, _("Something went wrong on our side. Nothing is lost: try it again."))


def _kept(source: Source, owner: User, wish: str) -> Story:
    is_for_readers = wish != DRAFT and owner.may_publish
    proof = _proof(source, PublishForm if is_for_readers else DraftForm)
    if not proof.form.is_valid():
        raise NotKept(" ".join(_complaints(proof.form)))
    return kept(proof)


def _proof[Form: AnswerForm](source: Source, form: type[Form]) -> Proof[Form]:
    """As the check page has it; where the text has no title, the one that the table shows."""
    proof = Proof(source, source.owner, site=site.current(), form=form)
    if proof.form.initial.get("title") or not source.outline.get("title"):
        return proof
    source.corrections = {**source.corrections, "title": source.outline["title"]}
    return Proof(source, source.owner, site=site.current(), form=form)


def _complaints(form: AnswerForm) -> list[str]:
    return [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def _publish(story: Story, source: Source, owner: User, *, tell: bool) -> None:
    if story.is_published or story.deleted_at:
        return
    if missing := story.missing_for_publishing():
        raise NotKept(_("Before it can be published: %(missing)s.") % {"missing": missing})
    published, revised = None, None
    if source.corrections.get("dates") != TODAY:
        days = {name: _day(source, name) for name in ("published", "updated")}
        published, revised = old_days(story, **days)
    story.publish(by=owner, silently=not tell, published=published, revised=revised)


def _day(source: Source, name: str) -> date | None:
    found = source.outline.get(name)
    return date.fromisoformat(found) if found else None


def _say_why(source: Source, sentence: str) -> None:
    say(Source.objects.filter(pk=source.pk), {}, trouble=sentence)
