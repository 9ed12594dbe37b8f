"""What makes an address that only whoever was given it can know."""

import secrets


def new_token() -> str:
    """128 bits, as they stand in the address of a check page."""
    return secrets.token_urlsafe(16)
