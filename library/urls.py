from django.urls import path

from library.views import following

PLACES = {"story": "works/<int:pk>", "series": "series/<int:pk>", "pen_name": "users/<str:slug>"}

urlpatterns = [
    path("me/following", following.index, name="following"),
    *(
        path(f"{place}/follow", following.follow, {"kind": kind}, f"follow_{kind}")
        for kind, place in PLACES.items()
    ),
    *(
        path(f"{place}/unfollow", following.unfollow, {"kind": kind}, f"unfollow_{kind}")
        for kind, place in PLACES.items()
    ),
]
