"""What gunicorn serves. Whoever starts it without a word about the mode means production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
os.environ.setdefault("FICWRIGHT_MODE", "production")

application = get_wsgi_application()

from archive.setup.code import announce  # noqa: E402 (models are there only now)

announce()
