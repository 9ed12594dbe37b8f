"""Series on an author’s desk; the model is stories/models/series.py."""
