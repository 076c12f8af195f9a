"""What the site says of itself: its settings and the pages that stay."""

from .settings import FollowLink, SiteSettings
from .standing import StandingPage

__all__ = ["FollowLink", "SiteSettings", "StandingPage"]
