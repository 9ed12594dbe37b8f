"""Times at which things appear; the models are stories/models/scheduled.py and cadence.py."""
