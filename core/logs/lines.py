"""How a line looks, and what of other programs' words gets into it.

    2026-11-22T15:04:05.123+00:00 INFO 9f2c41d07a ficwright.request GET /works/12 200 5123 B 35 ms

Lines after the first of an entry (a traceback) begin with two blanks and the same id, so that
looking for an id finds the whole. gunicorn uses this too, before the settings are read.
"""

import logging
import re
from datetime import UTC, datetime

from django.http import HttpRequest

from core.logs import addresses, exceptions
from core.logs.requests import request_id

MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
ENDS = {
    "job_success": "done",
    "job_error": "failed",
    "job_error_retry": "failed, will be tried again",
    "job_aborted": "was stopped",
    "job_aborted_retry": "was stopped, will be tried again",
}
UNREACHABLE = 503


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        name = request_id.get()
        first, *rest = "\n".join(entry(record)).split("\n")
        head = f"{when} {record.levelname} {name} {record.name} {first}"
        return "\n".join([head, *(f"  {name} {line}" for line in rest)])


def entry(record: logging.LogRecord) -> list[str]:
    lines = [MAIL.sub("<e-mail>", message(record))]
    if record.exc_info and record.exc_info[1]:
        exception = record.exc_info[1]
        if getattr(record, "status_code", None) == UNREACHABLE:
            lines[0] += f": {exceptions.may_say(exception)}"  # the way to it is always the same
        else:
            lines += exceptions.told(exception)
    return lines


def message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return of_a_request(record, request)
    if isinstance(job := getattr(record, "job", None), dict):
        return of_a_job(record, job)
    if record.name == "gunicorn.error":
        return of_the_server(record)
    return record.getMessage()


def of_a_request(record: logging.LogRecord, request: HttpRequest) -> str:
    """Django names the path, and in some refusals what was sent."""
    status = getattr(record, "status_code", "")
    line = f"{status} {request.method} {addresses.shown(request)}".strip()
    if record.name == "django.security.csrf" and isinstance(record.args, tuple) and record.args:
        line += f": {str(record.args[0]).partition(' - ')[0]}"  # after the dash: what was sent
    return line


def of_a_job(record: logging.LogRecord, job: dict) -> str:
    """Without what the task was given: that may be anything."""
    action = str(getattr(record, "action", ""))
    line = f"task {job['task_name']} job {job['id']} {ENDS.get(action, action)}"
    duration = getattr(record, "duration", None)
    return line if duration is None else f"{line} {duration * 1000:.0f} ms"


def of_the_server(record: logging.LogRecord) -> str:
    """gunicorn names visitors' addresses, and whole paths with their queries."""
    words = str(record.msg)
    if words.startswith("Invalid request from"):
        return "A request that is no proper HTTP was refused."
    if words.startswith("Error handling request"):
        return "The server could not handle a request."
    return record.getMessage()
