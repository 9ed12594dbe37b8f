"""Why a picture is not taken, in sentences for the person."""

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stories import limits
from stories.images.making import LARGEST, Refused

SENTENCES = {
    "broken": _(
        "This is not a picture that we can read, or a part of it is missing. Bring a JPEG, PNG,"
        " GIF, WebP or AVIF."
    ),
    "svg": _("SVG is a drawing that can hold programs, so it is not taken. Save it as PNG."),
    "heic": _("This is a HEIC picture, which few browsers show. Save it as JPEG."),
    "moving": _("This picture moves, and those in stories stand still. Bring one picture of it."),
    "large": _(
        "This picture has too many pixels: 12 million are the most, 40 million in a plain JPEG,"
        " and no side may have more than 12,000. Make it smaller."
    ),
    "no room": _("The chapter is as long as a chapter may be: nothing more goes into it."),
    "too much": _("This picture takes more time or memory to read than we have. Make it smaller."),
}


def sentence(refusal: Refused) -> str:
    if refusal.why == "heavy":
        words = __("This file is larger than %(n)s MB. Make the picture smaller.")
        return words % {"n": LARGEST // 1_000_000}
    if refusal.why == "many":
        words = ngettext(
            "A story may have %(n)s picture.",
            "A story may have %(n)s pictures. Delete one that you do not need.",
            limits.IMAGES_A_STORY,
        )
        return words % {"n": limits.IMAGES_A_STORY}
    return str(SENTENCES[refusal.why])
