"""The database server, before anybody asks for tables."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from archive.doctor import files
from archive.doctor.finding import CannotLook, Finding, must, should
from archive.doctor.starting import only_if_given

OLDEST = 15
MOST_SECONDS_APART = 30
MEANS = "Visitors see that the archive is closed for a moment."
# Words of the client's and the server's message, what they mean, what to do. The first that fits.
REFUSALS = (
    (("resolve host", "translate host name", "Name or service not known"),
     "There is no machine called {host}.",
     "Correct the host in DATABASE_URL. With Docker it is the name of the service, db."),
    (("onnection refused", "No such file or directory", "timeout", "timed out", "unreachable"),
     "No database answers at {place}.",
     "Start PostgreSQL (docker compose up --detach db, or systemctl start postgresql), or correct "
     "the host and port in DATABASE_URL."),
    (("password", "authentication failed", "no pg_hba.conf entry"),
     "The database does not let the user {user} in.",
     "Correct user and password in DATABASE_URL (in a password, # is written %23, / %2F and @ "
     "%40), or give the user that password: ALTER ROLE {user} PASSWORD '…'"),
    (("role",),
     "The database knows no user {user}.",
     "Correct DATABASE_URL, or make the user: createuser {user}"),
    (("database",),
     "There is no database {name} at {place}.",
     "Correct DATABASE_URL, or make it: createdb --encoding=UTF8 --owner={user} {name}"),
)  # fmt: skip


def connects() -> Iterator[Finding]:
    only_if_given("DATABASE_URL")
    parameters = connection.get_connection_params()
    try:
        with psycopg.connect(**parameters) as server:
            version = server.info.server_version // 10_000
    except psycopg.Error as error:
        yield must(*refusal(str(error)))
        raise CannotLook from error
    yield from too_old(version)


def refusal(words: str) -> tuple[str, str, str]:
    given = connection.settings_dict
    facts = {"host": given["HOST"], "user": given["USER"], "name": given["NAME"], "place": place()}
    for signs, what, cure in REFUSALS:
        if any(sign in words for sign in signs):
            return what.format(**facts), MEANS, cure.format(**facts)
    said = " ".join(words.split())
    return f"The database refuses: {said}", MEANS, "Correct DATABASE_URL."


def place() -> str:
    given = connection.settings_dict
    return f"{given['HOST'] or 'this machine'}:{given['PORT'] or 5432}"


def too_old(version: int) -> Iterator[Finding]:
    if version < OLDEST:
        yield must(
            f"The database is PostgreSQL {version}; {OLDEST} is the oldest that works.",
            "Nothing of the archive works with it.",
            f"Update PostgreSQL to {OLDEST} or newer; 18 is what the archive is tried with most.",
        )
        raise CannotLook


def encoding() -> Iterator[Finding]:
    if (found := ask("SHOW server_encoding")) != "UTF8":
        yield must(
            f"The database stores text as {found}, not as UTF8.",
            "Stories in other scripts, and many signs, cannot be kept.",
            "Make a new database and restore a backup into it: createdb --encoding=UTF8 "
            f"--template=template0 --owner={connection.settings_dict['USER']} NAME",
        )


def rights() -> Iterator[Finding]:
    name, user = connection.settings_dict["NAME"], ask("SELECT current_user")
    may = "SELECT coalesce(has_schema_privilege(current_user, current_schema(), 'CREATE'), false)"
    if not ask(may):
        yield must(
            f"The user {user} may not make tables in the database {name}.",
            "The archive cannot be installed or updated.",
            f"As PostgreSQL's administrator, run: ALTER DATABASE {name} OWNER TO {user}; GRANT "
            f"CREATE, USAGE ON SCHEMA public TO {user};",
        )


def clock() -> Iterator[Finding]:
    apart = abs(float(ask("SELECT extract(epoch FROM clock_timestamp())")) - time.time())
    if apart > MOST_SECONDS_APART:
        yield should(
            f"The clocks of this machine and of the database are {apart:.0f} seconds apart.",
            "Scheduled chapters, limits and sign-ins by code go by the wrong time.",
            "Let both machines set their clocks: timedatectl set-ntp true",
        )


def disk() -> Iterator[Finding]:
    """Known only where the database is on this machine and tells where it lies."""
    if not ask("SELECT pg_has_role(current_user, 'pg_read_all_settings', 'MEMBER')"):
        return
    folder = Path(ask("SHOW data_directory"))
    is_here = connection.settings_dict["HOST"].startswith("/") and folder.exists()
    if is_here and not is_disk_of_the_files(folder):
        yield from files.on_disk(folder, "the database")


def is_disk_of_the_files(folder: Path) -> bool:
    media = settings.MEDIA_ROOT
    return media.exists() and media.stat().st_dev == folder.stat().st_dev


def ask(question: str):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
