"""An archive's logo, drawn anew: what somebody uploads is opened as a picture and never kept as it
came, so nothing hides in it. SVG is refused, since it can carry scripts."""

import warnings
from hashlib import sha256
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST = 1_000_000  # bytes of the upload
MOST_PIXELS = 20_000_000  # of the picture in it; a small file can hold a huge one
HEIGHT = 96  # pixels; a page shows it at most a third as high
WIDTH = 480  # pixels


class NotALogoError(ValueError):
    """The message is for the person."""


def redrawn(upload: UploadedFile) -> ContentFile:
    """A PNG of at most WIDTH × HEIGHT, named after its bytes."""
    if (upload.size or 0) > LARGEST:
        raise NotALogoError(_("This file is larger than 1 MB. Make the picture smaller."))
    buffer = BytesIO()
    _small(_opened(upload)).save(buffer, "PNG", optimize=True)
    data = buffer.getvalue()
    return ContentFile(data, name=f"logo-{sha256(data).hexdigest()[:16]}.png")


def _opened(upload: UploadedFile) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotALogoError(_("This picture has too many pixels. Make it smaller."))
            picture.load()
    except NotALogoError:
        raise
    except Exception as error:  # Pillow raises what its decoders raise
        sentence = _("This is not a picture that we can read. Take a PNG, JPEG or WebP.")
        raise NotALogoError(sentence) from error
    return picture


def _small(picture: Image.Image) -> Image.Image:
    """Upright, without metadata, never larger than it was."""
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    return clean
