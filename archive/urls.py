from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from archive.errors import nothing
from archive.health import alive, ready
from archive.setup import views as setup

urlpatterns = [
    path("", include("core.urls")),
    path("", include("discovery.urls")),
    path("", include("stories.urls")),
    path("", include("intake.urls")),
    path("", include("reviews.urls")),
    path("", include("library.urls")),
    path("", include("notices.urls")),
    path("", include("moderation.urls")),
    path("", include("accounts.urls")),
    path("setup", setup.setup, name="setup"),
    path("setup/done", setup.done, name="setup_done"),
    path("accounts/", include("allauth.urls")),
    # Else Django leads from the number of any row to its page: a draft's tag has its name in there.
    path("admin/r/", include([path("<path:row>", nothing)])),
    path("admin/", admin.site.urls),
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
]
if settings.DEBUG:  # every fragment of the site on one page, for those who build it
    patterns = TemplateView.as_view(template_name="patterns.html")
    urlpatterns += [path("patterns", patterns), path("patterns/", patterns)]
handler400 = "archive.errors.bad_request"
handler403 = "archive.errors.forbidden"
handler404 = "archive.errors.not_found"
handler500 = "archive.errors.server_error"
