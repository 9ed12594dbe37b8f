from django.contrib import admin
from django.urls import include, path

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
handler404 = "archive.errors.not_found"
