from intake.models.batch import Batch
from intake.models.reading import Reading
from intake.models.source import GUESTS_BYTES, MEMBERS_BYTES, BeingRead, Source, place
from intake.models.tokens import new_token
from intake.querysets import GUESTS_LIFE, MEMBERS_LIFE

__all__ = [
    "GUESTS_BYTES",
    "GUESTS_LIFE",
    "MEMBERS_BYTES",
    "MEMBERS_LIFE",
    "Batch",
    "BeingRead",
    "Reading",
    "Source",
    "new_token",
    "place",
]
