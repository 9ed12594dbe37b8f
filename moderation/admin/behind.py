"""Behind the scenes, for administrators: what the groups may do, and the queue of the worker. Both
as their packages show them would break our content security policy or say little to a screen
reader."""

import json

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from moderation.admin.lists import LookOnlyAdmin, StateFilter

ARGUMENTS = 120  # characters of them in a list

STATES = {
    "todo": _("waits"),
    "doing": _("begun"),
    "succeeded": _("done"),
    "failed": _("failed"),
    "cancelled": _("cancelled"),
    "aborted": _("broken off"),
}

admin.site.unregister(Group)
admin.site.unregister(ProcrastinateJob)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)


class State(StateFilter):
    """Django's own would ask for any word of the address, and the column knows only these."""

    parameter_name = "status"
    states = {name: (words, Q(status=name)) for name, words in STATES.items()}


@admin.register(ProcrastinateJob)
class JobAdmin(LookOnlyAdmin):
    """`manage.py doctor` counts what hangs; here it is tried again."""

    list_display = ("task_name", "state", "arguments", "scheduled_at", "attempts")
    list_filter = (State,)
    fields = ("task_name", "state", "all_arguments", "scheduled_at", "attempts", "queue_name")
    actions = ("retry", "cancel")

    @admin.display(description=_("state"))
    def state(self, job):
        return STATES.get(job.status, job.status)

    @admin.display(description=_("with"))
    def arguments(self, job):
        return self.all_arguments(job)[:ARGUMENTS]

    @admin.display(description=_("with"))
    def all_arguments(self, job):
        return json.dumps(job.args, ensure_ascii=False)

    @admin.action(description=_("Try again"), permissions=["view"])
    def retry(self, request, jobs):
        for job in jobs.filter(status__in=("failed", "doing")):
            app.job_manager.retry_job_by_id(
                job.pk, timezone.now(), job.priority, job.queue_name, job.lock
            )

    @admin.action(description=_("Cancel what waits"), permissions=["view"])
    def cancel(self, request, jobs):
        for job in jobs.filter(status="todo"):
            app.job_manager.cancel_job_by_id(job.pk)
