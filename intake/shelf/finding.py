"""Which files lie there: those of one folder are looked at together, in natural order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from intake.batches import left_out
from intake.reader.joining import in_order


def folders(paths: Iterable[Path]) -> Iterator[tuple[Path, list[Path]]]:
    """(folder, its files), of every folder at and below these paths; files that are named come
    first, by their folders. Links are not followed. Raises OSError for a path that is not there."""
    named: dict[Path, list[Path]] = {}
    below: list[Path] = []
    for path in paths:
        path.stat()
        if path.is_dir():
            below.append(path)
        else:
            named.setdefault(path.parent, []).append(path)
    yield from ((folder, _sorted(files)) for folder, files in named.items())
    for top in below:
        for folder, inner, names in top.walk(on_error=_raise):
            inner.sort()
            files = [folder / name for name in names if not _is_no_story(folder / name)]
            if files:
                yield folder, _sorted(files)


def _is_no_story(path: Path) -> bool:
    return path.is_symlink() or not path.is_file() or bool(left_out.reason(path.name))


def _sorted(files: list[Path]) -> list[Path]:
    files = sorted(set(files))
    return [files[place] for place in in_order([path.name for path in files])]


def _raise(error: OSError) -> None:
    raise error
