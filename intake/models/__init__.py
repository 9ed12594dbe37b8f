from intake.models.batch import Batch
from intake.models.reading import Reading
from intake.models.source import (
    GUESTS_BYTES,
    GUESTS_LIFE,
    MEMBERS_BYTES,
    MEMBERS_LIFE,
    Source,
    place,
)
from intake.models.tokens import new_token

__all__ = [
    "GUESTS_BYTES",
    "GUESTS_LIFE",
    "MEMBERS_BYTES",
    "MEMBERS_LIFE",
    "Batch",
    "Reading",
    "Source",
    "new_token",
    "place",
]
