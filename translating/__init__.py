"""The catalogues of the interface's languages, without GNU gettext: `make messages`.

    extraction.py   every string of the code and the templates that is marked for translation
    borrowed.py     strings of Django and allauth which their own catalogues lack
    catalogues.py   locale/<language>/LC_MESSAGES/django.po and .mo

docs/translating.md is for those who translate.
"""
