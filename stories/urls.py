from django.urls import path

from stories.views import chapters, consent, desk, editing, publication, reading

urlpatterns = [
    path("works/<int:pk>", reading.story, name="story"),
    path("works/<int:pk>/navigate", reading.navigate, name="navigate"),
    path("works/<int:story_pk>/chapters/<int:pk>", reading.chapter, name="chapter"),
    path("chapters/<int:pk>", reading.chapter_alone, name="chapter_alone"),
    path("consent", consent.consent, name="consent"),
    path("desk", desk.desk, name="desk"),
    path("desk/bin", desk.bin, name="bin"),
    path("works/<int:pk>/edit", editing.edit, name="story_edit"),
    path("works/<int:pk>/bin", editing.move_to_bin, name="story_bin"),
    path("works/<int:pk>/restoration", editing.restore, name="story_restore"),
    path("works/<int:pk>/publication", publication.create, name="publish"),
    path("works/<int:pk>/publication/delete", publication.delete, name="unpublish"),
    path("works/<int:pk>/release", publication.release, name="story_release"),
    path("works/<int:pk>/chapters", chapters.index, name="chapters"),
    path("works/<int:pk>/chapters/new", chapters.new, name="chapter_new"),
    path("works/<int:pk>/chapters/order", chapters.reorder, name="chapters_reorder"),
    path("works/<int:story_pk>/chapters/<int:pk>/edit", chapters.edit, name="chapter_edit"),
    path(
        "works/<int:story_pk>/chapters/<int:pk>/publication",
        chapters.publish,
        name="chapter_publish",
    ),
    path("works/<int:story_pk>/chapters/<int:pk>/bin", chapters.move_to_bin, name="chapter_bin"),
    path(
        "works/<int:story_pk>/chapters/<int:pk>/restoration",
        chapters.restore,
        name="chapter_restore",
    ),
]
