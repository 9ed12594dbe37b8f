from django.urls import path

from reviews.views import keeping, threads, writing

urlpatterns = [
    path("works/<int:pk>/reviews", threads.index, name="reviews"),
    path("works/<int:pk>/reviews/new", writing.new, name="review_new"),
    path("works/<int:pk>/reviews/thanks", writing.thanks, name="review_thanks"),
    path("reviews/<int:pk>", threads.thread, name="review"),
    path("reviews/<int:pk>/answer", writing.answer, name="review_answer"),
    path("reviews/<int:pk>/edit", writing.edit, name="review_edit"),
    path("reviews/<int:pk>/delete", keeping.delete, name="review_delete"),
    path("reviews/<int:pk>/approval", keeping.approval, name="review_approval"),
    path("reviews/<int:pk>/freeze", keeping.freeze, name="review_freeze"),
    path("reviews/<int:pk>/unfreeze", keeping.unfreeze, name="review_unfreeze"),
]
