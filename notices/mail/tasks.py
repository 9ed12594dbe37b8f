"""What the worker does for mail. Each may run twice and does its work once."""

from datetime import timedelta

from django.db.models import BigIntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONValue

from notices.mail import is_offered, sending, sorting
from notices.models import Letter

SEND = "notices.send_letter"
AFTER_ALL_ELSE = -10  # the priority of mail: ten thousand letters keep nothing else waiting
AT_ONCE = 500  # letters that are put into the queue each minute
STAY = timedelta(days=90)


@app.periodic(cron="* * * * *")
@app.task(name="notices.post", queueing_lock="post", lock="post", retry=3)
def post(timestamp: int) -> None:
    """Sorts what was told since, and puts the letters whose time has come into the queue."""
    sorting.sort_all()
    if is_offered():
        send_due()


def send_due() -> None:
    """One job a letter; one that lies in the queue already is not put there again."""
    due = Letter.objects.filter(sent_at=None, given_up_at=None, due_at__lte=timezone.now())
    queued = ProcrastinateJob.objects.filter(task_name=SEND, status__in=["todo", "doing"])
    numbers = queued.annotate(letter=Cast(KT("args__letter_id"), BigIntegerField()))
    waiting = due.exclude(pk__in=numbers.values("letter")).order_by("due_at", "pk")
    jobs: list[dict[str, JSONValue]] = [
        {"letter_id": pk} for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]
    ]
    if jobs:
        app.configure_task(SEND, priority=AFTER_ALL_ELSE).batch_defer(*jobs)


@app.task(name=SEND)
def send_letter(letter_id: int) -> None:
    sending.send(letter_id)


@app.periodic(cron="33 4 * * *")
@app.task(name="notices.forget_letters", queueing_lock="forget_letters", retry=3)
def forget_letters(timestamp: int) -> None:
    """What was sent or given up three months ago. Its notices stay sorted."""
    long_ago = timezone.now() - STAY
    for ended in ("sent_at", "given_up_at"):
        Letter.objects.filter(**{f"{ended}__lt": long_ago}).delete()
