"""Behind the scenes: the worker's queue and the groups, for administrators alone."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from core import events

pytestmark = pytest.mark.django_db
JOBS = "/admin/procrastinate/procrastinatejob/"


@pytest.fixture
def job(story):
    """One that the worker gave up."""
    events.record("story.published", story_id=story.pk)
    found = ProcrastinateJob.objects.latest("pk")
    set_status(found, "failed")
    return found


def set_status(job, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.pk])


def status_of(job) -> str:
    return ProcrastinateJob.objects.get(pk=job.pk).status


def run(client, action: str, job):
    return client.post(JOBS, {"action": action, "_selected_action": [job.pk]})


@pytest.mark.parametrize("page", ["", "{pk}/change/"])
def test_the_queue_keeps_to_our_style_rules(client, admin, job, page):
    client.force_login(admin)
    answer = client.get(JOBS + page.format(pk=job.pk))
    assert answer.status_code == 200
    assert "story.published" in answer.text or "story_id" in answer.text
    assert "style=" not in answer.text


def test_the_queue_is_sorted_by_states_and_shrugs_at_other_words(client, admin, job):
    client.force_login(admin)
    row = f"{JOBS}{job.pk}/change/"
    assert row in client.get(JOBS, {"status": "failed"}).text
    assert row not in client.get(JOBS, {"status": "todo"}).text
    assert row in client.get(JOBS, {"status": "zzz"}).text


def test_what_failed_is_tried_again_and_what_waits_is_cancelled(client, admin, job):
    client.force_login(admin)
    run(client, "cancel", job)
    assert status_of(job) == "failed"
    run(client, "retry", job)
    assert status_of(job) == "todo"
    run(client, "cancel", job)
    assert status_of(job) == "cancelled"


def test_a_moderator_has_no_hand_in_the_queue(client, mod, job):
    client.force_login(mod)
    assert run(client, "retry", job).status_code == 403
    assert status_of(job) == "failed"


def test_a_groups_rights_are_boxes_to_tick(client, admin):
    group = Group.objects.get(name="Moderators")
    client.force_login(admin)
    page = client.get(f"/admin/auth/group/{group.pk}/change/").text
    assert 'type="checkbox" name="permissions"' in page
    kept = list(group.permissions.values_list("pk", flat=True))[:2]
    client.post(
        f"/admin/auth/group/{group.pk}/change/", {"name": "Moderators", "permissions": kept}
    )
    assert set(group.permissions.values_list("pk", flat=True)) == set(kept)


def test_the_secrets_of_second_steps_stand_nowhere(client, admin):
    client.force_login(admin)
    assert client.get("/admin/mfa/authenticator/").status_code == 404
