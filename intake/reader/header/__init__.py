"""What stands at the head of a document, or at its end, about the story in it."""
