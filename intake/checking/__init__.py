"""The check page's thinking: what was read, what its author said, and what that makes together."""
