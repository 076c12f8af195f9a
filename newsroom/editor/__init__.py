"""The story editor at the desk: one document in the vocabulary of `articles.body` (static/js/editor/)."""

from newsroom.editor.field import BODY_MEDIA, BodyFormField, BodyWidget

__all__ = ["BODY_MEDIA", "BodyFormField", "BodyWidget"]
