"""What the archive was told, and what follows from it by itself."""

from procrastinate.contrib.django.models import ProcrastinateJob


def events():
    jobs = ProcrastinateJob.objects.filter(task_name="archive.consequences.happened")
    return jobs.order_by("id")


def told() -> list[str]:
    """Without what keeps the lists in order, which concerns nobody."""
    return [event for job in events() if (event := job.args["event"]) != "listing.refreshed"]
