"""The versions of a text as pages show them; the model is stories/models/revisions.py."""
