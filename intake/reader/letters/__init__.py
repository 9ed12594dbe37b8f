"""Bytes → letters: which encoding, and what was garbled on the way."""
