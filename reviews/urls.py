from django.urls import path

from reviews.views import (
    corrections,
    editing,
    figures,
    first_reading,
    keeping,
    kudos,
    passages,
    reads,
    threads,
    waiting,
    wishes,
    wordings,
    writing,
)

urlpatterns = [
    path("works/<int:pk>/reviews", threads.index, name="reviews"),
    path("works/<int:pk>/reviews/new", writing.new, name="review_new"),
    path("works/<int:pk>/reviews/thanks", writing.thanks, name="review_thanks"),
    path("reviews/<int:pk>", threads.thread, name="review"),
    path("reviews/<int:pk>/answer", writing.answer, name="review_answer"),
    path("reviews/<int:pk>/edit", editing.edit, name="review_edit"),
    path("reviews/<int:pk>/wordings", wordings.index, name="review_wordings"),
    *(
        path(f"reviews/<int:pk>/{verb}", keeping.keep, {"verb": verb}, name=f"review_{verb}")
        for verb in keeping.VERBS
    ),
    path("reviews/<int:pk>/block", keeping.block, name="review_block"),
    path("works/<int:pk>/passages", passages.index, name="passages"),
    path("works/<int:pk>/passages/new", passages.new, name="passage_new"),
    path("works/<int:pk>/corrections/new", corrections.new, name="correction_new"),
    path("desk/corrections", corrections.index, name="corrections"),
    path("corrections/<int:pk>/acceptance", corrections.accept, name="correction_accept"),
    path("corrections/<int:pk>/refusal", corrections.decline, name="correction_decline"),
    path("works/<int:pk>/kudos", kudos.index, name="kudos"),
    path("works/<int:pk>/kudos/undo", kudos.undo, name="kudos_undo"),
    path("works/<int:pk>/read", reads.read, name="read"),
    path("works/<int:pk>/figures", figures.index, name="figures"),
    path("me/reviews", wishes.of_all, name="wishes"),
    path("works/<int:pk>/wishes", wishes.of_story, name="story_wishes"),
    path("desk/reviews", waiting.index, name="reviews_waiting"),
    path("me/first-reading", first_reading.index, name="first_reading"),
    path("me/first-reading/<int:pk>/agreement", first_reading.agree, name="first_reading_agree"),
    path("me/first-reading/<int:pk>/delete", first_reading.stop, name="first_reading_stop"),
]
