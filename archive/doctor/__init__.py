"""`manage.py doctor`: names everything that is set up wrongly, what that means and how to mend it.

It begins with nothing but the environment, so that it also works where the settings do not start.
`table.py` lists all that is looked at; each check is a function that yields findings.
"""

from archive.doctor.report import main

__all__ = ["main"]
