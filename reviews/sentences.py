"""Every sentence that names what readers write: for reviews, for comments, for feedback."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES: dict[str, tuple] = {
    # Headings, links and buttons
    "heading": (_("Reviews"), _("Comments"), _("Feedback")),
    "one": (_("A review"), _("A comment"), _("A reader’s feedback")),
    "write": (_("Write a review"), _("Write a comment"), _("Give feedback")),
    "edit": (_("Edit your review"), _("Edit your comment"), _("Edit your feedback")),
    "answer": (_("Answer a review"), _("Answer a comment"), _("Answer a reader’s feedback")),
    "report": (_("Report this review"), _("Report this comment"), _("Report this feedback")),
    "all": (
        _("All reviews of this story"),
        _("All comments on this story"),
        _("All feedback on this story"),
    ),
    "of": (
        _("Reviews of %(story)s"),
        _("Comments on %(story)s"),
        _("Feedback on %(story)s"),
    ),
    "one of": (
        _("A review of %(story)s"),
        _("A comment on %(story)s"),
        _("A reader’s feedback on %(story)s"),
    ),
    "write about": (
        _("Review %(story)s"),
        _("Comment on %(story)s"),
        _("Give feedback on %(story)s"),
    ),
    # How many
    "count": (
        ngettext_lazy("%(n)s review", "%(n)s reviews", "n"),
        ngettext_lazy("%(n)s comment", "%(n)s comments", "n"),
        ngettext_lazy("%(n)s piece of feedback", "%(n)s pieces of feedback", "n"),
    ),
    "waiting": (
        ngettext_lazy(
            "%(n)s review waits for your approval", "%(n)s reviews wait for your approval", "n"
        ),
        ngettext_lazy(
            "%(n)s comment waits for your approval", "%(n)s comments wait for your approval", "n"
        ),
        ngettext_lazy(
            "%(n)s piece of feedback waits for your approval",
            "%(n)s pieces of feedback wait for your approval",
            "n",
        ),
    ),
    "to read first": (
        ngettext_lazy(
            "%(n)s review waits until you have read it first",
            "%(n)s reviews wait until you have read them first",
            "n",
        ),
        ngettext_lazy(
            "%(n)s comment waits until you have read it first",
            "%(n)s comments wait until you have read them first",
            "n",
        ),
        ngettext_lazy(
            "%(n)s piece of feedback waits until you have read it first",
            "%(n)s pieces of feedback wait until you have read them first",
            "n",
        ),
    ),
    "waiting for you": (
        _("Reviews that wait for you"),
        _("Comments that wait for you"),
        _("Feedback that waits for you"),
    ),
    "no more": (
        _("There are no older reviews."),
        _("There are no older comments."),
        _("There is no older feedback."),
    ),
    # Who may
    "closed": (
        _("The author has closed the reviews of this story."),
        _("The author has closed the comments on this story."),
        _("The author takes no more feedback on this story."),
    ),
    "none taken": (
        _("This story takes no reviews."),
        _("This story takes no comments."),
        _("This story takes no feedback."),
    ),
    "members may": (
        _("Members may review this story."),
        _("Members may comment on this story."),
        _("Members may give feedback on this story."),
    ),
    "author takes members": (
        _("The author takes reviews from members only."),
        _("The author takes comments from members only."),
        _("The author takes feedback from members only."),
    ),
    "archive takes members": (
        _("This archive takes reviews from members only."),
        _("This archive takes comments from members only."),
        _("This archive takes feedback from members only."),
    ),
    "draft": (
        _("This story is a draft. It can be reviewed once it is published."),
        _("This story is a draft. It can be commented on once it is published."),
        _("This story is a draft. It takes feedback once it is published."),
    ),
    "story hidden": (
        _("The moderators have hidden this story. Nobody can review it now."),
        _("The moderators have hidden this story. Nobody can comment on it now."),
        _("The moderators have hidden this story. Nobody can give feedback on it now."),
    ),
    "not let in": (
        _("You can review as soon as a moderator has let you in."),
        _("You can comment as soon as a moderator has let you in."),
        _("You can give feedback as soon as a moderator has let you in."),
    ),
    "refused": (
        _("This cannot be reviewed"),
        _("This cannot be commented on"),
        _("This takes no feedback"),
    ),
    "parent gone": (
        _("The review that you are answering is no longer here."),
        _("The comment that you are answering is no longer here."),
        _("The feedback that you are answering is no longer here."),
    ),
    "parent held": (
        _("This review waits for the author. It can be answered once it is approved."),
        _("This comment waits for the author. It can be answered once it is approved."),
        _("This feedback waits for the author. It can be answered once it is approved."),
    ),
    "too late": (
        _("A review can be changed for %(n)s minutes. They are over."),
        _("A comment can be changed for %(n)s minutes. They are over."),
        _("Feedback can be changed for %(n)s minutes. They are over."),
    ),
    "changed often": (
        _("You have changed this review %(n)s times. It stays as it is now."),
        _("You have changed this comment %(n)s times. It stays as it is now."),
        _("You have changed this feedback %(n)s times. It stays as it is now."),
    ),
    # What became of it
    "here": (
        _("Your review is here."),
        _("Your comment is here."),
        _("Your feedback is here."),
    ),
    "stands here": (
        _("Your review stands here."),
        _("Your comment stands here."),
        _("Your feedback stands here."),
    ),
    "here for guests": (
        _("Your review is here. Other guests see it within a minute."),
        _("Your comment is here. Other guests see it within a minute."),
        _("Your feedback is here. Other guests see it within a minute."),
    ),
    "guest waits": (
        _(
            "Your first review waits until the author has seen it. A cookie remembers for a year "
            "that you wrote it."
        ),
        _(
            "Your first comment waits until the author has seen it. A cookie remembers for a year "
            "that you wrote it."
        ),
        _(
            "Your first feedback waits until the author has seen it. A cookie remembers for a year "
            "that you wrote it."
        ),
    ),
    "waits for moderators": (
        _("Your review waits for the moderators. Once they let it in, everybody can read it."),
        _("Your comment waits for the moderators. Once they let it in, everybody can read it."),
        _("Your feedback waits for the moderators. Once they let it in, everybody can read it."),
    ),
    "waits for author": (
        _("Your review waits for the author. Once it is approved, everybody can read it."),
        _("Your comment waits for the author. Once it is approved, everybody can read it."),
        _("Your feedback waits for the author. Once it is approved, everybody can read it."),
    ),
    "guest’s waits for author": (
        _(
            "Your review waits for the author. Once it is approved, everybody can read it, and "
            "what you write later is shown at once."
        ),
        _(
            "Your comment waits for the author. Once it is approved, everybody can read it, and "
            "what you write later is shown at once."
        ),
        _(
            "Your feedback waits for the author. Once it is approved, everybody can read it, and "
            "what you write later is shown at once."
        ),
    ),
    "look first": (
        _("Look at each review before others see it"),
        _("Look at each comment before others see it"),
        _("Look at all feedback before others see it"),
    ),
    "author looks first": (
        _("The author looks at each review before others see it."),
        _("The author looks at each comment before others see it."),
        _("The author looks at all feedback before others see it."),
    ),
    "was deleted": (
        _("This review was deleted."),
        _("This comment was deleted."),
        _("This feedback was deleted."),
    ),
    "was hidden": (
        _("This review was hidden by the moderators."),
        _("This comment was hidden by the moderators."),
        _("This feedback was hidden by the moderators."),
    ),
    "not shown": (
        _("This review is not shown now."),
        _("This comment is not shown now."),
        _("This feedback is not shown now."),
    ),
    "is deleted": (
        _("The review is deleted."),
        _("The comment is deleted."),
        _("The feedback is deleted."),
    ),
    "delete?": (
        _("Delete this review? It cannot be brought back. Answers to it stay."),
        _("Delete this comment? It cannot be brought back. Answers to it stay."),
        _("Delete this feedback? It cannot be brought back. Answers to it stay."),
    ),
    # Help and rules
    "help": (
        _(
            "Under each story stands a link to write a review, unless its author has closed them. "
            "A sentence is enough. You can answer a review, change your own, and delete it."
        ),
        _(
            "Under each story stands a link to write a comment, unless its author has closed them. "
            "A sentence is enough. You can answer a comment, change your own, and delete it."
        ),
        _(
            "Under each story stands a link to give feedback, unless its author takes none. "
            "A sentence is enough. You can answer feedback, change your own, and delete it."
        ),
    ),
    "help for guests": (
        _("Without an account, your first review waits until the author has seen it."),
        _("Without an account, your first comment waits until the author has seen it."),
        _("Without an account, your first feedback waits until the author has seen it."),
    ),
    "be kind": (
        _("Be kind in reviews. Authors may close them, approve them first, or delete what hurts."),
        _("Be kind in comments. Authors may close them, approve them first, or delete what hurts."),
        _("Be kind in feedback. Authors may take none, approve it first, or delete what hurts."),
    ),
    "no secrets": (
        _("Nobody’s real name, address or secrets stand in stories or reviews."),
        _("Nobody’s real name, address or secrets stand in stories or comments."),
        _("Nobody’s real name, address or secrets stand in stories or feedback."),
    ),
}
