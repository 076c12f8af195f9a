"""Every field of every form of the desk: does it change what readers get as soon as it is saved, and whose right is it?

A test holds this against the forms: a new field fails it until it stands here. What changes readers' pages at once is
kept in the audit (newsroom/bounds.py), and asks for a second factor (SECOND_FACTOR_OF in the settings).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one kind of thing: what reaches readers when it is saved, and what stays at the desk."""

    right: str = ""  # to change what `at_once` names
    at_once: str = ""
    by_the_door: str = (
        ""  # reaches readers by a verb of `newsroom.publishing`, or of photos, which asks for its own right
    )
    at_the_desk: str = ""

    @property
    def fields(self) -> list[str]:
        return f"{self.at_once} {self.by_the_door} {self.at_the_desk}".split()


BODIES = "organizations.change_organization"
EVENTS = "organizations.change_event"
PROVINCES = "organizations.change_province"
GROUNDS = "confidence source"  # of a fact: readers are told neither

FACT = "is_confirmed wrong_because"

READERS_GET: Mapping[str, Reach] = {
    "articles.section": Reach(
        "articles.change_section", "name slug parent position in_menu is_beside_stories description colour"
    ),
    "articles.topic": Reach(
        "articles.change_topic", "name slug description banner banner_alt shown_from shown_until position"
    ),
    "articles.tag": Reach("articles.change_tag", "name slug"),
    "articles.author": Reach("articles.change_author", "name slug standing bio photo title_lines", at_the_desk="user"),
    "articles.article": Reach(),
    "articles.correction": Reach(),
    "articles.featuredlist": Reach(
        "articles.change_featuredlist", "size fill fill_section fill_topic fill_kind", at_the_desk="name position"
    ),
    "newsroom.story": Reach(
        # What a live story is filed under: `reclassify`, for editors of its section.
        "newsroom.edit_story",
        "section topics organizations events tags lead_picks end_picks expires_at",
        by_the_door="kind kicker title lead photo photo_caption photo_alt photo_credit video body source_outlet "
        "source_agency source_url slug card_title seo_title social_title go_live_at embargo_until "
        "author role title_lines position",
        at_the_desk="base_revision base_filing seen note",
    ),
    "newsroom.auditentry": Reach(),
    "newsroom.sectionhead": Reach(at_the_desk="user section"),
    "accounts.user": Reach(
        at_the_desk="name username email role is_active password usable_password password1 password2"
    ),
    "photos.photo": Reach(
        # Once a page shows it: `photos.published`. Before, nobody has it.
        by_the_door="caption alt credit agency kind rights_expire_on focal_x focal_y reason",
        at_the_desk="rights taken_on",
    ),
    "organizations.organization": Reach(
        BODIES,
        "name slug short_name acronym name_en kind has_general_name parent province country founded_on "
        "founded_precision dissolved_on dissolved_precision description logo address phone email website is_confirmed",
        at_the_desk=f"note {GROUNDS}",
    ),
    "organizations.alias": Reach(
        BODIES, "name is_general starts_on ends_on wrong_because"
    ),  # by which readers find a body
    "organizations.organizationperiod": Reach(
        BODIES,
        f"organization name kind province parent starts_on ends_on {FACT}",
        at_the_desk=GROUNDS,
    ),
    "organizations.affiliation": Reach(BODIES, f"parent role starts_on ends_on {FACT}", at_the_desk=GROUNDS),
    "organizations.succession": Reach(BODIES, f"predecessor successor kind happened_on {FACT}", at_the_desk=GROUNDS),
    "organizations.term": Reach(
        BODIES,
        f"organization ordinal ordinal_text from_year to_year opened_on closed_on {FACT}",
        at_the_desk=GROUNDS,
    ),
    "organizations.clustermembership": Reach(
        BODIES,
        f"cluster member starts_on ends_on seen_on seen_precision {FACT}",
        at_the_desk=GROUNDS,
    ),
    "organizations.clusteroffice": Reach(BODIES, f"cluster year office holder {FACT}", at_the_desk=GROUNDS),
    "organizations.officeholder": Reach(
        BODIES,
        f"organization person office rank term starts_on ends_on precision {FACT}",
        at_the_desk=GROUNDS,
    ),
    "organizations.person": Reach(BODIES, "name honorific photo wrong_because", at_the_desk="note"),
    "organizations.country": Reach(BODIES, "code name slug other_names wrong_because"),
    "organizations.countryrelation": Reach(
        BODIES, f"country kind established_on precision {FACT}", at_the_desk=GROUNDS
    ),
    "organizations.province": Reach(PROVINCES, "name slug ended_on", at_the_desk="note"),
    "organizations.provinceperiod": Reach(PROVINCES, "name kind code iso_code region starts_on ends_on wrong_because"),
    "organizations.provincesuccession": Reach(
        PROVINCES, "predecessor successor happened_on wrong_because", at_the_desk="source"
    ),
    "organizations.event": Reach(
        EVENTS,
        "name slug kind status series ordinal_text ordinal part_of starts_on starts_time ends_on ends_time precision "
        "previous_starts_on attendance online_url place ward district province country countries term opens_term "
        "delegates is_delegates_approximate countries_count organizations_count description website photo photos "
        "is_confirmed",
        at_the_desk=f"note {GROUNDS}",
    ),
    "organizations.eventorganizer": Reach(EVENTS, "organization name role position wrong_because"),
    "organizations.eventseries": Reach(EVENTS, "name slug description wrong_because"),
    "outbox.message": Reach(),
    "outbox.schedule": Reach(),
    "pages.sitesettings": Reach(
        "pages.change_sitesettings",
        "name tagline description notice product_name press_agency governing_body licence_number licence_on "
        "licence_issuer editor_in_chief address phone email allow_ai_crawlers",
    ),
    "pages.followlink": Reach("pages.change_followlink", "label url icon position"),
    "pages.standingpage": Reach("pages.change_standingpage", "slug title text position"),
}


def is_at_once(label: str) -> bool:
    """Do forms of this kind ("articles.tag") change readers' pages when they are saved?"""
    reach = READERS_GET.get(label)
    return bool(reach and reach.at_once) and label != "newsroom.story"  # whose filing is audited by the door
