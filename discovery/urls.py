from django.urls import path

from discovery.views import home, lists

urlpatterns = [
    path("", home.home, name="home"),
    path("works", lists.works, name="works"),
    path("fandoms", lists.fandom_index, name="fandoms"),
    path("tags/<str:kind>/<str:slug>", lists.tag, name="tag"),
    path("users/<str:slug>", lists.user, name="user"),
    path("users/<str:slug>/pseuds/<str:name>", lists.pen_name, name="pen_name"),
    path("series/<int:pk>", lists.series, name="series"),
]
