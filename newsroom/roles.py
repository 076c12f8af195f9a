"""The roles of the house as groups. `manage.py sync_roles` writes them; a test holds them against every address."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CONTRIBUTOR = (
    "newsroom.add_story",
    "newsroom.submit_story",
    "photos.add_photo",
    "photos.view_photo",
    "articles.view_section",
    "articles.view_topic",
    "articles.view_tag",
    "articles.view_author",
    "organizations.view_organization",
    "organizations.view_event",
    "organizations.view_province",
)
REPORTER = (*CONTRIBUTOR, "newsroom.view_story", "articles.view_article", "articles.add_tag")
DESK = (
    *REPORTER,
    "newsroom.edit_story",
    "newsroom.return_story",
    "newsroom.approve_story",
    "newsroom.curate_lists",
    "photos.change_photo",
    "articles.change_tag",
    "articles.add_author",
    "articles.change_author",
    "organizations.add_event",
    "organizations.change_event",
    "organizations.change_organization",
    "articles.view_featuredlist",
    "articles.view_correction",
)
EDITOR = (*DESK, "newsroom.work_in_all_sections")
SECTION_HEAD = (*DESK, "newsroom.publish_story", "newsroom.correct_story", "newsroom.view_auditentry")
MANAGING_EDITOR = (
    *EDITOR,
    *SECTION_HEAD,
    "newsroom.withdraw_story",
    "newsroom.launch_lists",
    "articles.link_author",
    "articles.merge_tag",
    "articles.add_topic",
    "articles.change_topic",
    "articles.add_featuredlist",
    "articles.change_featuredlist",
    "articles.add_section",
    "articles.change_section",
    "organizations.add_organization",
    "organizations.add_province",
    "organizations.change_province",
    "outbox.view_message",
    "outbox.view_schedule",
)
SITE = (
    "pages.view_sitesettings",
    "pages.add_sitesettings",
    "pages.change_sitesettings",
    "pages.view_followlink",
    "pages.add_followlink",
    "pages.change_followlink",
    "pages.delete_followlink",
    "pages.view_standingpage",
    "pages.add_standingpage",
    "pages.change_standingpage",
)
EDITOR_IN_CHIEF = (
    *MANAGING_EDITOR,
    *SITE,
    "newsroom.override_approval",
    "newsroom.correct_photo",
    "photos.withdraw_photo",
    "photos.redraw_photo",
    "accounts.view_user",
)
PHOTO_EDITOR = (
    *REPORTER,
    "photos.change_photo",
    "photos.withdraw_photo",
    "photos.redraw_photo",
    "newsroom.correct_photo",
    "newsroom.work_in_all_sections",
)
ADMINISTRATOR = (
    "accounts.add_user",
    "accounts.change_user",
    "accounts.view_user",
    "newsroom.add_sectionhead",
    "newsroom.change_sectionhead",
    "newsroom.delete_sectionhead",
    "newsroom.view_sectionhead",
    "newsroom.view_auditentry",
    "newsroom.view_story",
    "articles.view_section",
    "articles.add_section",
    "articles.change_section",
    "outbox.view_message",
    "outbox.change_message",
    "outbox.view_schedule",
    *SITE,
)

# The group's name in the database → what it is called on screen, and its permissions.
ROLES: Mapping[str, tuple["StrOrPromise", tuple[str, ...]]] = {
    "contributor": (_("Contributor"), CONTRIBUTOR),
    "reporter": (_("Reporter"), REPORTER),
    "editor": (_("Editor"), EDITOR),
    "section_head": (_("Section head"), SECTION_HEAD),
    "managing_editor": (_("Managing editor"), MANAGING_EDITOR),
    "editor_in_chief": (_("Editor-in-chief"), EDITOR_IN_CHIEF),
    "photo_editor": (_("Photo editor"), PHOTO_EDITOR),
    "administrator": (_("Administrator"), ADMINISTRATOR),
}


def sync_roles() -> None:
    """Make every group hold exactly its permissions. Raises LookupError for a permission that does not exist."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, (_label, wanted) in ROLES.items():
        missing = sorted(set(wanted) - known.keys())
        if missing:
            raise LookupError(f"Role {name} wants unknown permissions: {', '.join(missing)}")
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[permission] for permission in sorted(set(wanted))])
