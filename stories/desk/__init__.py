"""An author's own stories: finding them, and what waits for their author."""
