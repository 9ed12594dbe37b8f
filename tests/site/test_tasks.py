"""The worker's own rounds: whatever is due is found, runs, and may run twice."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from core import limits
from core.models import Limit
from core.tasks import forget_limits, forget_sessions
from stories.models import Story
from tests.cast import publish_story
from tests.working import work_off

ROUNDS = {
    "archive.remove_old_jobs",
    "archive.retry_stalled",
    "core.forget_guests",
    "core.forget_limits",
    "core.forget_sessions",
    "discovery.mend_words",
    "intake.forget_sources",
    "moderation.delete_swept",
    "moderation.watch_floods",
    "notices.forget",
    "notices.forget_letters",
    "notices.go_on",
    "notices.post",
    "notices.tell_filters",
    "reviews.add_up_reads",
    "reviews.forget_anchors",
    "reviews.forget_networks",
    "reviews.forget_reads",
    "reviews.forget_spam_checks",
    "reviews.learn_likeness",
    "reviews.pass_on",
    "reviews.recount",
    "stories.copy_tallies",
    "stories.empty_bin",
    "stories.publish_due",
    "stories.warn_of_bin",
}


def test_every_round_is_known_to_the_worker():
    app.perform_import_paths()
    due = {round.task.name for round in app.periodic_registry.periodic_tasks.values()}
    assert due >= ROUNDS


def test_limits_and_sessions_do_not_grow_for_ever(db):
    assert limits.spend("knock", "somebody", at_most=1, seconds=60)
    assert not limits.spend("knock", "somebody", at_most=1, seconds=60)
    forget_limits(timestamp=0)
    forget_sessions(timestamp=0)
    assert not Limit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_the_event_from_the_queue(alice):
    story = publish_story(alice)
    with connection.cursor() as cursor:  # ten minutes later
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 minute'")

    work_off()
    assert Story.objects.get(pk=story.pk).announced == 1
