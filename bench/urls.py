from django.urls import path

from archive.urls import handler400 as handler400
from archive.urls import handler403 as handler403
from archive.urls import handler404 as handler404
from archive.urls import handler500 as handler500
from archive.urls import urlpatterns as pages
from bench import bare

urlpatterns = [
    *pages,
    path("bare/page/<int:chapter>/<int:size>", bare.page),
    path("bare/list/<int:size>", bare.newest),
    path("bare/kept/<int:chapter>/<int:size>", bare.kept),
]
