"""Is somebody working? What the queue's own tables say, for any cursor."""

HEARTBEAT_SECONDS = 60  # a worker writes one every ten

HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
DUE_FOR = """
SELECT count(*) FROM procrastinate_jobs job
WHERE status = 'todo' AND now() - make_interval(mins => %s) > coalesce(
    scheduled_at, (SELECT max(at) FROM procrastinate_events event WHERE event.job_id = job.id)
)
"""
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
ORPHANED = """
SELECT count(*) FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE status = 'doing' AND coalesce(last_heartbeat < now() - interval '5 minutes', true)
"""


def is_alive(cursor) -> bool:
    age = _number(cursor, HEARTBEAT)
    return age is not None and age < HEARTBEAT_SECONDS


def due_for(cursor, minutes: int) -> int:
    """How many jobs could have been done so long ago."""
    return _number(cursor, DUE_FOR, [minutes])


def failed(cursor) -> int:
    return _number(cursor, FAILED)


def orphaned(cursor) -> int:
    """Jobs that a worker began and nobody goes on with."""
    return _number(cursor, ORPHANED)


def _number(cursor, question: str, values=None):
    cursor.execute(question, values)
    return cursor.fetchone()[0]
