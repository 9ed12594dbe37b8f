"""What the worker does for the house: nothing grows for ever."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from core import anonymity
from core.models import Limit


@app.periodic(cron="47 3 * * *")
@app.task(name="core.forget_limits", queueing_lock="forget_limits", retry=3)
def forget_limits(timestamp: int) -> None:
    """All windows are of hours: once a day everybody begins anew."""
    Limit.objects.all().delete()


@app.periodic(cron="57 3 * * *")
@app.task(name="core.forget_sessions", queueing_lock="forget_sessions", retry=3)
def forget_sessions(timestamp: int) -> None:
    call_command("clearsessions")


@app.periodic(cron="7 3 * * *")
@app.task(name="core.forget_guests", queueing_lock="forget_guests", retry=3)
def forget_guests(timestamp: int) -> None:
    anonymity.forget()
