from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tags.models import TagEdit


def preview(verb: Callable[..., TagEdit], *arguments: Any, **named: Any) -> int:
    """How many stories this would move, from doing it and putting it back; none if it would be
    refused."""
    try:
        with transaction.atomic():
            moved = verb(*arguments, by=None, **named).stories
            transaction.set_rollback(True)
    except ValidationError:
        return 0
    return moved
