"""Typing errors that readers find: proposed by one, looked at by the author, put into the text."""
