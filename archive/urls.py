from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from archive.health import alive

urlpatterns = [
    path("", include("discovery.urls")),
    path("", include("stories.urls")),
    path("", include("intake.urls")),
    path("", include("reviews.urls")),
    path("", include("moderation.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", alive, name="alive"),
]
if settings.DEBUG:  # every fragment of the site on one page, for those who build it
    urlpatterns.append(path("patterns", TemplateView.as_view(template_name="patterns.html")))
handler404 = "archive.errors.not_found"
