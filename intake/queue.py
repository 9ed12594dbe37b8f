"""What waits to be read by the worker. In the queue's own tables, in the same transaction."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

READ = "intake.read_source"
SOON, LATER = 1, 0  # somebody looks at a page and waits; nobody looks at each file of a batch


def ask(source, *, thoughts: bool) -> None:
    """In the language of whoever brought it: the reader says what it did."""
    task = app.configure_task(
        READ,
        queueing_lock=f"{READ} {source.pk} {thoughts}",
        priority=LATER if source.batch_id else SOON,
    )
    try:
        with transaction.atomic():
            task.defer(source_id=source.pk, thoughts=thoughts, language=get_language())
    except AlreadyEnqueued:
        pass


def before(source, *, thoughts: bool = True) -> int | None:
    """How many others are read before it; None where nobody is going to read it in this way."""
    jobs = ProcrastinateJob.objects.filter(task_name=READ, status__in=("todo", "doing"))
    own = jobs.filter(args__source_id=source.pk, args__thoughts=thoughts).order_by("id").first()
    if own is None:
        return None
    if own.status == "doing":
        return 0
    earlier = Q(priority__gt=own.priority) | Q(priority=own.priority, id__lt=own.pk)
    return jobs.filter(earlier | Q(status="doing")).count()
