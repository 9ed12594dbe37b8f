"""manifest.json: the first member of a backup, which says what it is."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from archive.backup.trouble import BackupError

FORMAT = 1  # a higher one cannot be read by this version
LARGEST = 4_000_000  # bytes

NO_BACKUP = "This is not a backup of Ficwright: {why}."
TOO_NEW = (
    "This backup was made by a newer Ficwright ({theirs}): {why}. Update Ficwright here first."
)


@dataclass(frozen=True)
class Manifest:
    name: str  # of the archive
    taken_at: str  # ISO 8601, UTC
    version: str  # of Ficwright
    postgresql: str  # of the server
    migrations: dict[str, str]  # app → the last one that was run
    rows: dict[str, int]  # table, as SQL writes it → how many rows of it are here
    left_out: list[str]  # tables of which only the shape is here

    def as_json(self) -> bytes:
        facts = {"backup of": "ficwright", "format": FORMAT, **asdict(self)}
        return json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"


def parse(data: bytes) -> Manifest:
    """Raises BackupError unless this version can read the backup."""
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError):
        raise BackupError(NO_BACKUP.format(why="its manifest.json is no JSON")) from None
    if not isinstance(facts, dict) or facts.pop("backup of", None) != "ficwright":
        raise BackupError(NO_BACKUP.format(why="its manifest.json says so"))
    format_ = facts.pop("format", None)
    if isinstance(format_, int) and format_ > FORMAT:
        why = f"its format is {format_}, and {FORMAT} is the last one known here"
        raise BackupError(TOO_NEW.format(theirs=facts.get("version"), why=why))
    if format_ != FORMAT or not is_complete(facts):
        raise BackupError(NO_BACKUP.format(why="its manifest.json lacks something"))
    return Manifest(**facts)


def is_complete(facts: dict[str, Any]) -> bool:
    kinds: dict[str, Any] = Manifest.__annotations__
    return facts.keys() == kinds.keys() and all(
        isinstance(facts[name], getattr(type_, "__origin__", type_))
        for name, type_ in kinds.items()
    )
