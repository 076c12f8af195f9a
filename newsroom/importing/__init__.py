"""Bringing an archive in: `manage.py import_articles`. The format is described in docs/import.md."""
