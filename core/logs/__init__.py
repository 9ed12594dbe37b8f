"""The log: a line an answer, a line a task, a traceback a fault, each with the id of its request.

Nothing of a person stands in it: no address, no name, no e-mail, no token, nothing that somebody
searched for or wrote. `lines.py` writes the lines and is the only place that lets words through.
"""
