"""One archive of generated stories: `python -m bench.finding NUMBER` fills the database of
DATABASE_URL with so many unless it was done, measures (bench/lists.py), and prints figures as
JSON."""

import json
import sys


def main(number: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import filling, lists  # which ask Django's models

    filling.generated(number)
    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps(dict(lists.figures())), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
