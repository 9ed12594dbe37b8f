"""Passages of a chapter: chosen by readers who speak of them, found again after edits, shown beside
the text."""
