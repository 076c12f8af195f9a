"""What is published, and how it is filed."""

from .article import Article, Correction, OldAddress, RelatedPick, RelatedStory
from .author import Author, Contribution, Role
from .featured import FeaturedItem, FeaturedList
from .listings import ArticlePhoto, EventArticle, OrganizationArticle, TaggedArticle, TopicArticle
from .section import Section
from .tag import Tag
from .text import Kind, StoryText
from .topic import Topic

__all__ = [
    "Article",
    "ArticlePhoto",
    "Author",
    "Contribution",
    "Correction",
    "EventArticle",
    "FeaturedItem",
    "FeaturedList",
    "Kind",
    "OldAddress",
    "OrganizationArticle",
    "RelatedPick",
    "RelatedStory",
    "Role",
    "Section",
    "StoryText",
    "Tag",
    "TaggedArticle",
    "Topic",
    "TopicArticle",
]
