"""Whole-page caching by what a page was made of.

While a page is drawn, what it is made of is noted as keys: `made_of("story:1000012", "section:5/stories")`, and
when it ends by itself: `until(moment)`. Whoever changes something says so in the same transaction:
`touch({"story:1000012"}, at=now)`. A page is old once a key of its was touched after it was drawn; a touch may lie
ahead (a scheduled story). Keys are plain words without spaces; a row's key is `kind:number`, and every touch of a row
touches its kind too, for pages that are made of all rows of it.

This package's own names import no model, so that models may import them.
"""

from pagecache.changes import touch
from pagecache.fragments import fragment, parts
from pagecache.recording import aside, made_of, pass_over, until

__all__ = ["aside", "fragment", "made_of", "parts", "pass_over", "touch", "until"]
