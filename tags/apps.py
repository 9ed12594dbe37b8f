from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TagsConfig(AppConfig):
    name = "tags"
    verbose_name = _("Tags")

    def ready(self):
        from tags.vocabulary import ensure_vocabulary

        post_migrate.connect(ensure_vocabulary, sender=self)
