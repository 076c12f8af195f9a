"""The magazine at the desk: where stories are filed, and what is published."""

from articles.admin import filing, published

__all__ = ["filing", "published"]
