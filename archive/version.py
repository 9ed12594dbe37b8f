"""Which Ficwright this is: pyproject.toml says it, and nothing else does."""

import tomllib

from django.conf import settings

VERSION: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]["version"]
