"""A tag's own page: all that it is in one form, and what hangs together with it."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as __

from discovery.criteria import Criteria, Exclusions
from discovery.search import Search, TooLong
from moderation.admin.links import to_row
from moderation.admin.tags import changes
from moderation.admin.tags.asking import ask, attempt
from moderation.admin.tags.forms import TagForm
from moderation.admin.tags.place import is_key
from moderation.admin.tags.undoing import lines, tell
from stories.models import Story
from stories.querysets import PUBLIC
from tags.models import Tag, TagEdit

NAMED = 50  # other names, or tags below; of more there is a page
STORIES = 10
EDITS = 15
PAGE = "admin:tags_tag_change"
TAGS = "admin:tags_tag_changelist"


def change(model_admin, request, object_id):
    tag = tag_of(model_admin, request, object_id)
    if tag is None:
        return gone(request)
    if request.method != "POST":
        return _page(model_admin, request, tag, TagForm(tag=tag))
    if not model_admin.has_change_permission(request, tag):
        raise PermissionDenied
    form = TagForm(request.POST, tag=tag)
    if not form.is_valid():
        return _page(model_admin, request, tag, form)
    try:
        edits, is_done = attempt(request, lambda: changes.make(form, by=request.user))
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(model_admin, request, tag, form)
    if not is_done:
        return ask(model_admin, request, tag, edits)
    tell(request, edits)
    return redirect(PAGE, tag.pk)


def tag_of(model_admin, request, object_id: str) -> Tag | None:
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    pk = unquote(object_id)
    if not is_key(pk):
        return None
    tags = model_admin.get_queryset(request).prefetch_related(None)
    return tags.select_related("synonym_of", "count").filter(pk=pk).first()


def _page(model_admin, request, tag: Tag, form: TagForm):
    may_change = model_admin.has_change_permission(request, tag)
    log = TagEdit.objects.filter(Q(tag=tag) | Q(other=tag)).order_by("-pk")[:EDITS]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": tag.name,
        "tag": tag,
        "state": state_of(tag),
        "form": form,
        "may_change": may_change,
        "may_split": may_change and not tag.synonym_of and tag.kind != Tag.Kind.FANDOM,
        "others": tag.synonyms.select_related("count").order_by("key")[: NAMED + 1],
        "below": tag.children.select_related("count").order_by("key")[: NAMED + 1],
        "named": NAMED,
        "stories": newest_stories(tag, request.user),
        "lines": lines(log, request.user),
    }
    return TemplateResponse(request, "admin/moderation/tags/tag.html", context)


def state_of(tag: Tag) -> str:
    if tag.synonym_of:
        return format_html("{} {}", __("another name of"), to_row(tag.synonym_of))
    if tag.is_official:
        return __("official name")
    return __("left as it is") if tag.looked_at else __("nobody has looked yet")


def gone(request):
    messages.warning(request, __("There is no such tag, or no published story bears it yet."))
    return redirect(TAGS)


def newest_stories(tag: Tag, user) -> list[Story] | None:
    """By the way of all lists, which is quick for rare and for common tags; None where the database
    has too much to do."""
    try:
        found = Search(Criteria(tags=(tag.pk,)), Exclusions(), user).page(size=STORIES).ids
    except TooLong:
        return None
    stories = Story.objects.visible_to(user).filter(PUBLIC).in_bulk(found)
    return [stories[pk] for pk in found if pk in stories]
