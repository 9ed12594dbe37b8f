"""Do the pictures of stories and their files belong together?"""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from archive.doctor.finding import Finding, must, should

NAMED = 3  # files, of those that are found
BEING_TAKEN = timedelta(hours=1)  # a file is there a moment before its row


def files() -> Iterator[Finding]:
    named = set(names_in_rows())
    try:
        found = set(names_in_store())
    except OSError:
        return  # the checks of the files' folder say why
    if gone := sorted(named - found):
        yield must(
            f"Files of pictures are missing, {len(gone)} in all: {listed(gone)}.",
            "Readers see an empty place in a story, with the words of the picture.",
            "Copy them back from a backup, out of its folder files/.",
        )
    if lonely := [name for name in sorted(found - named) if is_old(name)]:
        yield should(
            f"Files of pictures belong to no story, {len(lonely)} in all: {listed(lonely)}.",
            "They take room and are shown to nobody: something was interrupted.",
            "Delete them from the files of the archive.",
        )


def names_in_rows() -> Iterator[str]:
    from stories.models import StoryImage

    for of_one in StoryImage.objects.values_list("files", flat=True).iterator():
        yield from (file["name"] for file in of_one)


def names_in_store() -> Iterator[str]:
    from stories.models.images import FOLDER

    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return  # nobody has brought one yet
    for folder in folders:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def is_old(name: str) -> bool:
    try:
        return default_storage.get_modified_time(name) < timezone.now() - BEING_TAKEN
    except FileNotFoundError:
        return False


def listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
