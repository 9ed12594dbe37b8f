"""Many files at once: taking them, unpacking, putting parts together, the table, keeping."""
