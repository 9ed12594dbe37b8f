"""Static files under hashed names, as browsers keep them for a year."""

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class ModulesToo(CompressedManifestStaticFilesStorage):
    """What a script imports by a relative path goes by its hashed name as well."""

    support_js_module_import_aggregation = True
