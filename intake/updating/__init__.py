"""A story that is here already, and a newer document of it: what the document brings, what its
author changed here since, and both in one story. What was changed here wins."""
