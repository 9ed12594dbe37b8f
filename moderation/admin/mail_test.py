"""“Send me a test”: whether mail goes out, and in words why not. Part of the site settings."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.mail_trouble import Trouble, explain
from moderation.admin.lists import QuickAdmin


class MailTestForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("Send it to"),
        help_text=gettext_lazy("An address that you can look at now."),
    )


class MailTest(QuickAdmin):
    def mail_test(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = MailTestForm(request.POST or None, initial={"address": request.user.email})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Send a test by e-mail"),
            "form": form,
            "sends_mail": bool(settings.EMAIL_URL),
            "sender": settings.DEFAULT_FROM_EMAIL,
        }
        if request.method == "POST" and settings.EMAIL_URL and form.is_valid():
            trouble = send(form.cleaned_data["address"], request.site.name)
            audit.record("mail.test", by=request.user, sent=trouble is None)
            context |= {"is_sent": trouble is None, "trouble": trouble}
        return TemplateResponse(request, "admin/core/sitesettings/mail_test.html", context)


def send(address: str, archive: str) -> Trouble | None:
    """What went wrong; None where the mail server took the mail."""
    mail = EmailMessage(
        _("A test from %(archive)s") % {"archive": archive},
        _("If you read this, %(archive)s can send e-mail.") % {"archive": archive},
        to=[address],
    )
    try:
        mail.send()
    except Exception as error:
        trouble = explain(error)
        if trouble is None:
            raise
        return trouble
    return None
