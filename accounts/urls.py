from django.urls import path

from accounts import views
from accounts.writing import writing

urlpatterns = [
    path("me", views.me, name="account_settings"),
    path("me/waiting", views.waiting, name="waiting"),
    path("me/writing", writing, name="writing"),
    path("me/pen-names", views.pen_names, name="pen_names"),
    path("me/pen-names/<int:pk>", views.pen_name_edit, name="pen_name_edit"),
    path("me/time-zone", views.time_zone, name="time_zone"),
    path("me/blocks", views.blocks, name="blocks"),
    path("me/blocks/<int:pk>/delete", views.unblock, name="unblock"),
]
