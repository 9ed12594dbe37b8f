"""A guest's texts and a member's, and the nastiest of the sample documents."""

import pytest
from django.urls import reverse

from intake import queue
from intake.models import Source
from intake.tasks import read_source
from tests.conftest import SAMPLES, SEEDS
from tests.intake.batches import TWO
from tests.intake.batches import bring as bring_many

NASTY = "\n".join(
    [
        "Some Rain in the Harbour",
        "Author's note: This is AU in terms of the lights were never put out in all those years.",
        "Author's note 2: I haven't done an A/W in so long. Total fluff.",
        "Summary: Two people really need to talk.",
        "Dedication: To everyone who waited for me.",
        "As he carried the ladder through the town, the lamps went by.  <How did this happen?> He",
        "asked himself. He walked on, and on, and nobody in the whole town was awake to see it.",
        "",
        '"Back off." One of them said. "This one is ours."',
        "",
        "    The End",
    ]
)
SAID = {
    "fandoms": "The Ninth Harbour",
    "rating": "teen",
    "warnings": ["None of these warnings apply"],
    "add_all": "on",
}


def read_all() -> None:
    """What the worker does with what lies in the queue, without one."""
    jobs = queue.ProcrastinateJob.objects.filter(task_name=queue.READ, status="todo")
    for job in jobs.order_by("-priority", "id"):
        read_source(**job.args)


@pytest.fixture
def nasty():
    return NASTY


@pytest.fixture
def bring(client):
    """Paste a text as whoever `client` is: the Source and the address of its check page."""

    def paste(text=NASTY, by=client):
        answer = by.post(reverse("write"), {"text": text})
        assert answer.status_code == 302, answer.text
        return Source.objects.get(token=answer.url.rsplit("/", 1)[1])

    return paste


@pytest.fixture
def source(client, alice, bring):
    """What alice, signed in, has pasted."""
    client.force_login(alice)
    return bring()


@pytest.fixture(
    params=[
        "sample",
        pytest.param(
            "seed",
            marks=[
                pytest.mark.seed,
                pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed is not here"),
            ],
        ),
    ]
)
def raw_document(request):
    """The bytes of a document of the seed's shape, and of the seed itself."""
    if request.param == "seed":
        return next(SEEDS.glob("*.txt")).read_bytes()
    return (SAMPLES / "nobody-in-the-attic.txt").read_bytes()


@pytest.fixture
def author(client, alice):
    """alice, signed in."""
    client.force_login(alice)
    return alice


@pytest.fixture
def two(client, author):
    """A batch of two stories, read."""
    return bring_many(client, TWO)
