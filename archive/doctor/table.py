"""All that the doctor looks at. A stage whose door is shut ends the round: the next ones would ask
what cannot answer."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from archive.doctor import (
    backups,
    database,
    files,
    machine,
    mail,
    people,
    pictures,
    starting,
    tables,
    web,
)
from archive.doctor import work as working
from archive.doctor.finding import Finding


class Check(NamedTuple):
    name: str
    look: Callable[[], Iterable[Finding]]


class Stage(NamedTuple):
    door: Check
    checks: tuple[Check, ...]


STAGES = (
    Stage(
        Check("the settings start", starting.settings_start),
        (
            Check("the secret key", web.secret_key),
            Check("the names of the site", web.allowed_hosts),
            Check("https and the proxy", web.transport),
            Check("the mode", web.mode),
            Check("what Django finds", web.django_checks),
            Check("the files' folder", files.media),
            Check("the store of files", files.store),
            Check("room on the disk", files.room),
            Check("the static files", files.static),
            Check("secrets in files", files.secrets),
            Check("open for visitors", files.closed),
            Check("the languages", machine.catalogues),
            Check("memory", machine.memory),
            Check("tools for backups", backups.tools),
            Check("backups", backups.age),
            Check("e-mail", mail.server),
            Check("the sender of mails", mail.sender),
            Check("the shared cache", machine.cache_server),
        ),
    ),
    Stage(
        Check("the database answers", database.connects),
        (
            Check("the encoding of the database", database.encoding),
            Check("rights in the database", database.rights),
            Check("clocks", database.clock),
            Check("the database's disk", database.disk),
        ),
    ),
    Stage(
        Check("the tables fit the code", tables.migrations),
        (
            Check("the cache's table", tables.cache_table),
            Check("the archive is set up", people.set_up),
            Check("an administrator", people.administrator),
            Check("sample accounts", people.sample_accounts),
            Check("the files of pictures", pictures.files),
            Check("the worker", working.worker),
            Check("jobs that wait", working.waiting),
            Check("jobs that failed", working.failed),
            Check("mails of notices", mail.letters),
        ),
    ),
)
