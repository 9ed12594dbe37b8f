"""What `make messages` runs: brings the catalogues up to date, says what is left to do."""

import sys

import django

django.setup()

from translating import catalogues  # noqa: E402


def main() -> None:
    for language in catalogues.languages():
        catalog = catalogues.write(language)
        left = len(catalogues.missing(catalog))
        path = catalogues.path(language).relative_to(catalogues.extraction.ROOT)
        sys.stdout.write(f"{path}: {len(catalog)} strings, {left} to translate\n")


if __name__ == "__main__":
    main()
