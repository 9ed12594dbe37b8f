from django.urls import path

from notices.views import feed, mail, notices

urlpatterns = [
    path("notices", notices.index, name="notices"),
    path("notices/read", notices.read_all, name="notices_read"),
    path("notices/feed", feed.address, name="notices_feed"),
    path("notices/feed/<str:secret>.atom", feed.atom, name="notices_atom"),
    path("notices/<int:pk>", notices.notice, name="notice"),
    path("notices/<int:pk>/read", notices.read, name="notice_read"),
    path("me/mail", mail.choices, name="notices_mail"),
    path("me/mail/again", mail.again, name="notices_mail_again"),
    path("mail/stop/<str:token>", mail.stop, name="notices_mail_stop"),
]
