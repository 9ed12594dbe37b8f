"""A SECRET_KEY of one's own outside production: made once and kept in var/."""

import os
import secrets
import tempfile
from pathlib import Path


def load_or_make(path: Path) -> str:
    """Two processes that start at once end with the same key: the first to link its file wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            Path(fresh).unlink()
    return path.read_text().strip()
