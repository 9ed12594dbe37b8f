"""The project's own settings in sample mode, the bare views beside its pages."""

from archive.settings import *  # noqa: F403
from archive.settings import BASE_DIR, CACHES, TEMPLATES
from core import environment as env

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]
READING_LIMITS = False  # one address asks for thousands of pages
PAGE_SECONDS = env.number("PAGE_SECONDS", 5)
if env.text("KEEP_NOTHING"):
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
