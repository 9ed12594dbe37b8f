from django.urls import path

from intake.views import batch, check, discard, original, update, write

urlpatterns = [
    path("write", write.write, name="write"),
    path("write/batch/<str:token>", batch.batch, name="batch"),
    path("write/<str:token>", check.check, name="check"),
    path("write/<str:token>/original", original.original, name="original"),
    path("write/<str:token>/discard", discard.discard, name="discard"),
    path("write/<str:token>/update", update.update, name="update"),
    path("works/<int:pk>/newer", update.newer, name="newer"),
    path("works/<int:pk>/source", original.story_source, name="story_source"),
    path("works/<int:pk>/source/publication", original.publish_as_of_old, name="publish_as_of_old"),
]
