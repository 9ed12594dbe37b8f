"""What the worker does for mail. Each may run twice and does its work once."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from notices.mail import is_offered, sending, sorting
from notices.models import Letter

SEND = "notices.send_letters"
AFTER_ALL_ELSE = -10  # the priority of mail


@app.periodic(cron="* * * * *")
@app.task(name="notices.post", queueing_lock="post", lock="post", retry=3)
def post(timestamp: int) -> None:
    """Sorts what was told since, and has the letters sent whose time has come."""
    sorting.sort_all()
    if is_offered():
        go_on()


@app.task(name=SEND, queueing_lock=SEND, lock=SEND)
def send_letters() -> None:
    """A few at a time, so that nobody waits behind ten thousand letters."""
    if sending.send_due():
        go_on()


def go_on() -> None:
    try:
        with transaction.atomic():
            app.configure_task(SEND, priority=AFTER_ALL_ELSE).defer()
    except AlreadyEnqueued:
        pass


@app.periodic(cron="33 4 * * *")
@app.task(name="notices.forget_letters", queueing_lock="forget_letters", retry=3)
def forget_letters(timestamp: int) -> None:
    """What was sent or given up three months ago. Its notices stay sorted."""
    long_ago = timezone.now() - Letter.STAYS
    for ended in ("sent_at", "given_up_at"):
        Letter.objects.filter(**{f"{ended}__lt": long_ago}).delete()
