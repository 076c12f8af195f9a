from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Magazine")

    def ready(self) -> None:
        from articles.checks import sections_are_reached

        checks.register(sections_are_reached, checks.Tags.database)
