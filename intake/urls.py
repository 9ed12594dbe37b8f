from django.urls import path

from intake.views import check, write

urlpatterns = [
    path("write", write.write, name="write"),
    path("write/<str:token>", check.check, name="check"),
]
