"""What edits ask of the worker, done at once."""

from archive.consequences import happened
from stories.models import Relisting, Retagging
from tags.models import TagCount
from tests.stories.events import events

OURS = {"tags.changed", "tag.split", "relationships.unintroduced", "pen_name.renamed"}


class Worker:
    def __init__(self):
        self.after = 0

    def work(self) -> None:
        finish()  # what is counted asks for nothing
        while jobs := list(events().filter(id__gt=self.after)):
            self.after = jobs[-1].id
            for job in jobs:
                if job.args["event"] in OURS:
                    happened(**job.args)
            finish()


def finish() -> None:
    for rows in (Retagging, Relisting):
        while row := rows.objects.order_by("pk").first():
            rows.step(row.pk)
    TagCount.add_up()
