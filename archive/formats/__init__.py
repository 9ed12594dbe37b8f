"""How dates and numbers are written in each language: what Django writes otherwise."""
