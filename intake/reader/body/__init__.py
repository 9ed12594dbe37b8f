"""The story itself: lines, paragraphs, chapters, thoughts, ornaments, its end."""
