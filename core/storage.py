"""Files that are on the disk before anybody is told that they were kept."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage


class DurableFileSystemStorage(FileSystemStorage):
    """A FileSystemStorage that syncs the file and its folder before it answers."""

    def _save(self, name, content):
        name = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(name))
        for place in (path, path.parent):
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return name


def bucket() -> Any:
    """The S3-compatible store with the files (core.bucket.Bucket), or None: it is a folder."""
    return default_storage if hasattr(default_storage, "trouble") else None
