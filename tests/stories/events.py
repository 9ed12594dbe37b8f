"""What the archive was told, and what follows from it by itself."""

from procrastinate.contrib.django.models import ProcrastinateJob


def events():
    """Without what keeps the lists in order, which concerns nobody."""
    jobs = ProcrastinateJob.objects.filter(task_name="archive.consequences.happened")
    return jobs.exclude(args__event="listing.refreshed").order_by("id")


def told() -> list[str]:
    return [job.args["event"] for job in events()]
