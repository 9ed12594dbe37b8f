"""Raw documents → manuscripts. The one door: `intake.read(data, filename)`, or Unreadable."""

from intake.reader import LARGEST, VERSION, Unreadable, read

__all__ = ["LARGEST", "VERSION", "Unreadable", "read"]
