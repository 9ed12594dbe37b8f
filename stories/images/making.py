"""A picture made anew: what somebody brings is opened as a picture and never kept as it came.

`made(data)` asks a process of its own (core/jail.py) that runs this very module. What comes back
holds the pixels alone, upright, in sRGB, as WebP: no place where it was taken, no camera, no other
file hidden in it. A picture is never enlarged.
"""

import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from typing import Any

from PIL import Image, ImageCms, ImageOps

from core import jail
from stories.images.addresses import WIDTHS

LARGEST = 5_000_000  # bytes of what is brought
MOST_PIXELS = 12_500_000  # a telephone's usual picture
MOST_OF_A_CAMERA = 40_000_000  # pixels of a JPEG that can be narrowed while it is decoded
LONGEST = 12_000  # pixels of a side
KEPT_PIXELS = 8_000_000  # of the widest copy
QUALITY = 80  # of WebP
EFFORT = 4  # of 6: the last two cost twice the time for 2 per cent

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
CAMERAS = ("JPEG", "MPO")  # the latter holds several shots; the first is the one that was meant
ORIENTATION = 0x0112  # in EXIF
SIGNS = {
    "svg": (b"<svg", b"<?xml", b"<!DOCTYPE svg"),
    "heic": (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1"),
}

COMMAND = jail.running("stories.images.making")
WALL_SECONDS = 20.0
CPU_SECONDS = 15
MEMORY = 256_000_000  # bytes that it may write to; the hungriest picture takes 220 MB


class Refused(ValueError):  # noqa: N818 - as one says it
    """`why` is a key of stories.images.refusals.SENTENCES."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Copy:
    width: int
    height: int
    data: bytes  # WebP


def made(data: bytes) -> list[Copy]:
    """The picture at up to three widths, the narrowest first. Raises Refused."""
    if not data:
        raise Refused("broken")
    if len(data) > LARGEST:
        raise Refused("heavy")
    try:
        answer = jail.ask(COMMAND, data, seconds=WALL_SECONDS)
    except jail.TooMuch:
        raise Refused("too much") from None
    told, _newline, rest = answer.partition(b"\n")
    found = json.loads(told)
    if isinstance(found, str):
        raise Refused(found)
    copies = []
    for width, height, size in found:
        copies.append(Copy(width, height, rest[:size]))
        rest = rest[size:]
    return copies


# The other side


def main() -> None:
    jail.lock_in(cpu=CPU_SECONDS, memory=MEMORY)
    answer = sys.stdout.buffer
    try:
        copies = copies_of(sys.stdin.buffer.read())
    except Refused as refusal:
        answer.write(json.dumps(refusal.why).encode() + b"\n")
    except MemoryError:
        answer.write(b'"too much"\n')
    else:
        told = [(copy.width, copy.height, len(copy.data)) for copy in copies]
        answer.write(json.dumps(told).encode() + b"\n" + b"".join(copy.data for copy in copies))


def copies_of(data: bytes) -> list[Copy]:
    widest = narrowed(opened(data))
    widths = [width for width in WIDTHS if width < widest.width] + [widest.width]
    return [_copy(widest, width) for width in widths]


def opened(data: bytes) -> Image.Image:
    """Looked at, not yet decoded: its size and kind are known before any memory is spent."""
    for why, signs in SIGNS.items():
        if any(sign in data[:256] for sign in signs):
            raise Refused(why)
    picture = _whole(lambda: Image.open(BytesIO(data), formats=FORMATS))
    is_by_a_camera = picture.format in CAMERAS
    is_lean = is_by_a_camera and not picture.info.get("progressive")
    most = MOST_OF_A_CAMERA if is_lean else MOST_PIXELS
    if picture.width * picture.height > most or max(picture.size) > LONGEST:
        raise Refused("large")
    if not is_by_a_camera and _whole(lambda: getattr(picture, "is_animated", False)):
        raise Refused("moving")
    return picture


def _whole(read: Callable[[], Any]) -> Any:
    """What `read` finds in the bytes, unless something is wrong with them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower
            return read()
    except Image.DecompressionBombError:
        raise Refused("large") from None
    except MemoryError:
        raise
    except Exception:  # Pillow raises what its readers raise
        raise Refused("broken") from None


def narrowed(picture: Image.Image) -> Image.Image:
    """Decoded, upright, in sRGB, and no larger than the widest that we keep."""
    return _whole(lambda: _upright(picture))


def _upright(picture: Image.Image) -> Image.Image:
    is_turned = picture.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    profile = picture.info.get("icc_profile")
    width = picture.height if is_turned else picture.width
    scale = min(1.0, WIDTHS[-1] / width, sqrt(KEPT_PIXELS / (picture.width * picture.height)))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture.draft(None, size)  # a JPEG is decoded no larger than need be
    return _in_srgb(
        ImageOps.exif_transpose(_plain(picture).resize(size, reducing_gap=3.0)), profile
    )


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be narrowed well: palettes and 16 bits cannot."""
    if picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture.load()
        return picture
    if picture.mode.startswith(("I", "F")):  # 16 bits of grey
        return _with_exif(picture.point(lambda grey: grey / 256).convert("L"), picture)
    has_gaps = "transparency" in picture.info or picture.mode in ("LA", "La", "PA", "RGBa")
    return _with_exif(picture.convert("RGBA" if has_gaps else "RGB"), picture)


def _with_exif(image: Image.Image, picture: Image.Image) -> Image.Image:
    image.info = dict(picture.info)
    return image


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode: Any = "RGBA" if "A" in picture.mode else "RGB"
    if profile:
        try:
            seen = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            alpha = picture.getchannel("A") if mode == "RGBA" else None
            flat = picture.convert("RGB") if alpha else picture
            turned = ImageCms.profileToProfile(flat, seen, srgb, outputMode="RGB")
            if turned is not None:
                if alpha:
                    turned.putalpha(alpha)
                return turned
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is none, or of another kind of picture
    return picture if picture.mode == mode else picture.convert(mode)


def _copy(widest: Image.Image, width: int) -> Copy:
    height = max(1, round(widest.height * width / widest.width))
    small = widest if width == widest.width else widest.resize((width, height), reducing_gap=3.0)
    bare = Image.new(small.mode, small.size)  # without anything but its pixels
    bare.paste(small)
    buffer = BytesIO()
    bare.save(buffer, "WEBP", quality=QUALITY, method=EFFORT)
    return Copy(width, small.height, buffer.getvalue())


if __name__ == "__main__":
    sys.excepthook = jail.say_where
    main()
