"""What an author wishes to hear: of all her stories, and of one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews.wishes import usual_for
from reviews.wishes_form import StoryWishesForm, WishesForm
from stories.views.editing import own_story
from stories.views.kept_choices import chosen_before, sign_in_to_choose


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def of_all(request):
    form = WishesForm(request.POST or None, author=request.user, initial=chosen_before(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("wishes")
    return render(request, "reviews/wishes/of_all.html", {"form": form})


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def of_story(request, pk):
    story = own_story(request, pk)
    form = StoryWishesForm(
        request.POST or None,
        author=request.user,
        story=story,
        usual=usual_for(story),
        initial=chosen_before(request),
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(story)
    return render(request, "reviews/wishes/of_story.html", {"form": form, "story": story})
