"""The project's own settings in test mode, with a database of the tests' own."""

import os

from core import embedded

os.environ["FICWRIGHT_MODE"] = "test"
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = embedded.ensure_running("postgres-test", durable=False)

from archive.settings import *  # noqa: F403

# By process group: two runs at once do not take each other's database.
DATABASES["default"]["TEST"] = {"NAME": f"test_{os.getpgid(0)}"}  # noqa: F405

# Else every Client of every test looks through all static files before its first request.
WHITENOISE_AUTOREFRESH = True
