"""Every table of the house, and what readers' processes may do with it on PostgreSQL.

A table that stands nowhere here is denied, what the desk keeps for itself in a readable one is withheld, and
`tests/newsroom/test_readers_role.py` fails until somebody has decided. Conditions are row-level security, in SQL; now()
is the beginning of the transaction. A condition's subqueries are themselves under the conditions of the tables that
they ask. What a condition asks for every row of a listing must be a plain comparison: it is part of every query.
"""

from django.conf import settings

EVERY_ROW = ""
_LIVE = "withdrawn_at IS NULL AND published_at <= now()"  # the rule of ArticleQuerySet.live
_OUT = "published_at <= now()"  # rows that a withdrawal deletes
_OF_LIVE_STORY = "EXISTS (SELECT FROM articles_article story WHERE story.id = article_id)"
_KNOWN = "out_since <= now()"  # a story under it is out: the rule of their querysets' published()
_CONFIRMED = "is_confirmed"
_OF_PUBLIC_BODY = "EXISTS (SELECT FROM organizations_organization body WHERE body.id = organization_id)"
_OF_PUBLIC_EVENT = "EXISTS (SELECT FROM organizations_event happening WHERE happening.id = event_id)"
# What a confirmed fact names is printed with it, even while the body itself waits to be confirmed.
_NAMED = " OR ".join(
    f"EXISTS (SELECT FROM {table} fact WHERE fact.{column} = organizations_organization.id)"  # nosec B608  # constants
    for table, columns in (
        ("organizations_succession", ("predecessor_id", "successor_id")),
        ("organizations_clusteroffice", ("cluster_id", "holder_id")),
        ("organizations_clustermembership", ("cluster_id", "member_id")),
    )
    for column in columns
)
# An address that leads on tells that its row was there: of rows that readers may know.
_OF_KNOWN_ROW = " OR ".join(
    f"(kind = '{kind}' AND EXISTS (SELECT FROM {kind.replace('.', '_')} known WHERE known.id = number))"  # nosec B608  # constants
    for kind in (
        *("articles.author", "articles.tag", "articles.topic"),
        *("organizations.organization", "organizations.province", "organizations.country", "organizations.eventseries"),
    )
)
_TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"

# Model → which rows may be read.
READ: dict[str, str] = {
    "addresses.FormerAddress": _OF_KNOWN_ROW,
    "articles.Article": _LIVE,
    "articles.Author": _KNOWN,
    "articles.Contribution": _OUT,
    "articles.Correction": f"published_at <= now() AND {_OF_LIVE_STORY}",
    "articles.EventArticle": _OUT,
    "articles.FeaturedItem": "EXISTS (SELECT FROM articles_article story WHERE story.id = number)",
    "articles.FeaturedList": EVERY_ROW,
    "articles.OldAddress": f"{_OF_LIVE_STORY} OR articles_is_gone(article_id)",
    "articles.OrganizationArticle": _OUT,
    "articles.RelatedPick": _OF_LIVE_STORY,
    "articles.RelatedStory": _OF_LIVE_STORY,
    "articles.Section": f"in_menu OR {_KNOWN}",
    "articles.Tag": _KNOWN,
    "articles.TaggedArticle": _OUT,
    "articles.Topic": f"shown_from <= now() OR (shown_from IS NULL AND {_KNOWN})",
    "articles.TopicArticle": _OUT,
    "organizations.Affiliation": _CONFIRMED,
    "organizations.Alias": _OF_PUBLIC_BODY,
    "organizations.ClusterMembership": _CONFIRMED,
    "organizations.ClusterOffice": _CONFIRMED,
    "organizations.Country": EVERY_ROW,
    "organizations.Event": _CONFIRMED,
    "organizations.EventOrganizer": f"{_OF_PUBLIC_EVENT} AND (organization_id IS NULL OR {_OF_PUBLIC_BODY})",
    "organizations.EventSeries": EVERY_ROW,
    "organizations.Event_countries": _OF_PUBLIC_EVENT,
    "organizations.Event_photos": _OF_PUBLIC_EVENT,
    "organizations.OfficeHolder": _CONFIRMED,
    "organizations.Organization": f"is_confirmed OR {_NAMED}",
    "organizations.OrganizationPeriod": f"is_confirmed AND {_OF_PUBLIC_BODY}",
    "organizations.Person": "EXISTS (SELECT FROM organizations_officeholder office"
    " WHERE office.person_id = organizations_person.id)",
    "organizations.Province": EVERY_ROW,
    "organizations.ProvincePeriod": EVERY_ROW,
    "organizations.ProvinceSuccession": EVERY_ROW,
    "organizations.Succession": _CONFIRMED,
    "organizations.Term": _CONFIRMED,
    "pagecache.Change": EVERY_ROW,
    "pagecache.Clock": EVERY_ROW,
    "pages.FollowLink": EVERY_ROW,
    "pages.SiteSettings": EVERY_ROW,
    "pages.StandingPage": EVERY_ROW,
    "photos.OldPhotoAddress": EVERY_ROW,
    "photos.Photo": f"withdrawn_at IS NULL AND (rights_expire_on IS NULL OR rights_expire_on >= {_TODAY})",
    "readership.HourlyCount": EVERY_ROW,
}

# Model → fields whose columns may not be read, in no row: what the desk knows beside what it prints.
_GROUNDS = ("confidence", "source")
WITHHELD: dict[str, tuple[str, ...]] = {
    "articles.Author": ("user",),
    "organizations.Affiliation": _GROUNDS,
    "organizations.ClusterMembership": _GROUNDS,
    "organizations.ClusterOffice": _GROUNDS,
    "organizations.Event": (*_GROUNDS, "note"),
    "organizations.OfficeHolder": _GROUNDS,
    "organizations.Organization": (*_GROUNDS, "note"),
    "organizations.OrganizationPeriod": _GROUNDS,
    "organizations.Person": ("note",),
    "organizations.Province": ("note",),
    "organizations.ProvinceSuccession": ("source",),
    "organizations.Succession": _GROUNDS,
    "organizations.Term": _GROUNDS,
    "photos.Photo": ("rights", "source_hash", "uploaded_by", "withdrawn_reason"),
}

# Model → columns that may be written, in new rows only.
INSERT: dict[str, tuple[str, ...]] = {"readership.Reading": ("number", "visitor", "network", "read_at")}

# Functions of the owner that say what the rows may not.
CALL: tuple[str, ...] = (
    "articles_is_gone(bigint)",
    "photos_is_gone(text)",
    "search_latest(text, bigint)",
    "search_newest(integer[], integer[], timestamptz, integer, text, boolean, boolean, integer)",
)

DENIED: frozenset[str] = frozenset(
    {
        "accounts.User",
        "accounts.User_groups",
        "accounts.User_user_permissions",
        "addresses.MergedName",  # names that nobody reads: the desk and the importer know by them what is meant
        "articles.ArticlePhoto",  # which picture stands where is the desk's question
        "newsroom.AuditEntry",
        "newsroom.DoorFinding",
        "newsroom.ForeignNumber",
        "newsroom.ImportRecord",
        "newsroom.ListDraft",
        "newsroom.ListLaunch",
        "newsroom.SectionHead",
        "newsroom.Story",
        "newsroom.StoryContribution",
        "newsroom.StoryNote",
        "newsroom.StoryPick",
        "newsroom.StoryVersion",
        "newsroom.Story_events",
        "newsroom.Story_organizations",
        "newsroom.Story_topics",
        "newsroom.TaggedStory",
        "organizations.CountryRelation",  # anniversaries are planned at the desk
        "organizations.LoadedRecord",
        "organizations.StruckRow",  # what was marked wrong
        "outbox.Message",
        "outbox.Schedule",
        "outbox.Worker",
        "pagecache.FrontCache",
        "search.Entry",  # holds the words of what is not live yet: asked through CALL
    }
)
# Rooms that others built: nothing of theirs is for readers.
DENIED_APPS: frozenset[str] = frozenset(
    {"admin", "auth", "axes", "contenttypes", "otp_static", "otp_totp", "sessions", "taggit"}
)
