"""Do the tables and the code belong together? Asked without importing a single migration."""

import pkgutil
from importlib.util import find_spec

from django.apps import apps

Name = tuple[str, str]  # a room and a migration of its

APPLIED = "SELECT app, name FROM django_migrations"


def applied(cursor) -> set[Name]:
    cursor.execute(APPLIED)
    return {(app, name) for app, name in cursor.fetchall()}


def in_code() -> set[Name]:
    return {
        (room.label, module.name)
        for room in apps.get_app_configs()
        if (spec := find_spec(f"{room.name}.migrations"))
        for module in pkgutil.iter_modules(spec.submodule_search_locations)
        if not module.name.startswith(("_", "~"))
    }


def missing(cursor) -> list[Name]:
    """What `manage.py migrate` would do."""
    return sorted(in_code() - applied(cursor))


def unknown(cursor) -> list[Name]:
    """What a newer code has done to our own tables."""
    from archive.settings import BASE_DIR

    ours = {
        room.label for room in apps.get_app_configs() if str(room.path).startswith(str(BASE_DIR))
    }
    found = applied(cursor) - in_code()
    return sorted(one for one in found if one[0] in ours)
