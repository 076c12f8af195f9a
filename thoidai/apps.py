from django.conf import settings
from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, with the newsroom's own site object."""

    default_site = "newsroom.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        if settings.WING == "magazine":
            from newsroom.readers_role.withholding import withhold

            withhold()
