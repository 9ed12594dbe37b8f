"""What the worker does against floods and waves."""

from procrastinate.contrib.django import app

from accounts.models import User
from moderation import floods, held, sweep_writers, sweeps
from moderation.models import Sweep


@app.periodic(cron="* * * * *")
@app.task(name="moderation.watch_floods", queueing_lock="watch_floods", retry=3)
def watch_floods(timestamp: int) -> None:
    """First the brakes, so that what ended an hour ago and goes on holds again at once."""
    floods.pull_brakes()
    held.let_go_on()


@app.task(name=sweeps.GO_ON, retry=3)
def go_on_sweeping(sweep_id: int) -> None:
    """What is left of a wave too large for one request, or of one that is taken back."""
    sweeps.go_on(sweep_id)


@app.task(name=sweeps.SUSPEND, retry=3)
def suspend_swept(sweep_id: int) -> None:
    """After a click: hundreds of accounts take some seconds."""
    if sweep := Sweep.objects.filter(pk=sweep_id).first():
        sweep_writers.suspend(sweep)


@app.task(name=sweeps.LIFT, retry=3)
def lift_swept(sweep_id: int, by_id: int) -> None:
    sweep, by = Sweep.objects.filter(pk=sweep_id).first(), User.objects.filter(pk=by_id).first()
    if sweep and by:
        sweep_writers.lift(sweep, by)


@app.periodic(cron="11 3 * * *")
@app.task(name="moderation.delete_swept", queueing_lock="delete_swept", retry=3)
def delete_swept(timestamp: int) -> None:
    """Deletion is real, after the days in which it could be taken back."""
    sweeps.delete_old()
