"""The desk's pages. Registering happens by importing."""

from . import audit, colleagues, story

__all__ = ["audit", "colleagues", "story"]
