from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    """The desk: Django's admin under the magazine's name."""

    site_header = _("Thời Đại desk")
    site_title = _("Thời Đại desk")
    index_title = _("Today")
