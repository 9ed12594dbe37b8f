"""How gunicorn serves the archive; it reads this file by itself where it is started. Words on its
command line win over these."""

import os
import sys
from pathlib import Path

from gunicorn import glogging
from gunicorn.http import message

sys.path.insert(0, str(Path(__file__).resolve().parent))

from core.logs.lines import LineFormatter

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
preload_app = True  # the processes share what they have in common
graceful_timeout = 10
timeout = 60  # seconds; the reading of a large document takes some
max_requests, max_requests_jitter = 2000, 200  # then a process makes room for a fresh one
control_socket_disable = True

# An address may hold 10,000 letters of any script, and stand in another one (`?next=`) or in a
# header of htmx: what of it is not read, a page says. By itself gunicorn takes 8 kB, or a line
# without an end. In front, Caddy takes 1 MB of headers; nginx is told.
message.MAX_REQUEST_LINE = 256 * 1024  # bytes
limit_request_line = limit_request_field_size = message.MAX_REQUEST_LINE
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


class Log(glogging.Logger):
    """The archive writes a line an answer itself (core/logs); gunicorn would name visitors."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())


accesslog = None
logger_class = Log
