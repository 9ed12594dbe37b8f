from django.urls import path

from core.views import language, look, pages

urlpatterns = [
    path("look", look.settings, name="look"),
    path("look.css", look.stylesheet, name="look_css"),
    path("language", language.switch, name="language"),
    path("site/logo", pages.logo, name="logo"),
    path("about", pages.about, name="about"),
    path("rules", pages.rules, name="rules"),
    path("help", pages.help, name="help"),
]
