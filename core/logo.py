"""The archive's logo: a file of the site settings, at an address that changes with its bytes."""

from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.urls import reverse

TYPES = {".png": "image/png"}  # moderation/logo.py draws every upload anew, as this
LARGEST = 1_000_000  # bytes


def address(name: str) -> str:
    """Where pages fetch the file `name` of the default storage; empty if it is no logo."""
    if media_type(name) is None:
        return ""
    try:
        return f"{reverse('logo')}?{digest(name)}"
    except OSError:
        return ""


def media_type(name: str) -> str | None:
    return TYPES.get(PurePath(name).suffix.lower())


def content(name: str) -> bytes:
    """Its bytes, no more than `LARGEST`; OSError where it is gone."""
    with default_storage.open(name) as file:
        return file.read(LARGEST)


@lru_cache(maxsize=8)  # the storage never writes a second file under a name
def digest(name: str) -> str:
    return sha256(content(name)).hexdigest()[:16]
