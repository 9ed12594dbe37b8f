"""Notices by mail, where the archive has it. Everything works without.

A notice is sorted once, into a letter or into none (sorting.py); a letter waits for its time and
its turn (pacing.py), is written when it goes out (composing.py) and handed over (sending.py).
"""

from django.conf import settings


def is_offered() -> bool:
    return bool(settings.EMAIL_URL)
