from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, with the newsroom's own site object."""

    default_site = "newsroom.site.DeskSite"
