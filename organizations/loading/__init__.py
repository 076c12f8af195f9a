"""Bringing in the project's own data on bodies, provinces and countries, as often as one likes."""

from organizations.loading.everything import load_everything
from organizations.loading.records import Report

__all__ = ["Report", "load_everything"]
