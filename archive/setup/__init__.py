"""The first evening of an archive: who keeps it says what it is and becomes its administrator.

`emptiness` knows whether it is still to be set up, `code` who may, `form` asks, `founding` does it.
"""
