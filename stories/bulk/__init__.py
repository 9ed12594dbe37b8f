"""One wish for many stories: said in a form, previewed, done by chunks, undone."""
