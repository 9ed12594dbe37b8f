"""Mails and news posts: what stands around a story, and what programs did to it on the way."""
