from django.urls import path

from moderation import views

urlpatterns = [
    path("works/<int:pk>/report", views.report_story, name="report_story"),
    path("reviews/<int:pk>/report", views.report_review, name="report_review"),
    path("report/thanks", views.reported, name="reported"),
]
