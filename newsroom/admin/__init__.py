"""The desk's pages. Registering happens by importing."""

from . import audit, colleagues, lists, photos, story

__all__ = ["audit", "colleagues", "lists", "photos", "story"]
