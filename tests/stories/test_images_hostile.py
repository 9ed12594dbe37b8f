"""Whatever somebody brings as a picture: it becomes pixels, or it is refused in a sentence."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from core import jail
from stories.images import making
from stories.images.making import Refused, copies_of, made
from stories.images.refusals import SENTENCES, sentence
from tests.stories.pictures import drawn

SECRETS = (b"52.5200", b"Canon EOS", b"<script>", b"alice@example.org", b"PK\x03\x04")


def seen(data: bytes) -> Image.Image:
    """The widest copy, as a browser shows it."""
    return Image.open(BytesIO(copies_of(data)[-1].data))


def is_like(pixel, wanted, by=14) -> bool:
    return all(abs(one - other) <= by for one, other in zip(pixel, wanted, strict=False))


def refusal(data: bytes, read=copies_of) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    assert sentence(refused.value).endswith(".")
    return refused.value.why


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks, with their right checksums."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, body in chunks:
        checksum = struct.pack(">I", zlib.crc32(name + body))
        parts.append(struct.pack(">I", len(body)) + name + body + checksum)
    return b"".join(parts)


def header(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


# What is taken


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_each_kind_is_known_by_its_bytes(kind):
    [copy] = copies_of(drawn(kind=kind, colour=0))
    assert (copy.width, copy.height) == (40, 30)
    assert Image.open(BytesIO(copy.data)).format == "WEBP"


@pytest.mark.parametrize(
    ("mode", "colour", "wanted"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 200, (200, 200, 200)),
        ("LA", (200, 255), (200, 200, 200)),
        ("P", 0, (0, 0, 0)),
        ("RGBA", (138, 43, 43, 255), (138, 43, 43)),
        ("I;16", 200 * 256, (200, 200, 200)),
    ],
)
def test_each_mode_of_a_png_keeps_its_colour(mode, colour, wanted):
    pixel = seen(drawn(mode=mode, colour=colour)).convert("RGB").getpixel((20, 15))
    assert is_like(pixel, wanted), pixel


def test_what_is_for_printers_is_made_for_screens():
    pixel = seen(drawn(mode="CMYK", kind="JPEG", colour=(0, 255, 255, 0))).getpixel((20, 15))
    assert is_like(pixel, (255, 0, 0), by=40), pixel


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (9, 0))])
def test_what_one_sees_through_stays_so(mode, colour):
    assert seen(drawn(mode=mode, colour=colour)).convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_gap_in_a_palette_stays_a_gap():
    image = Image.new("P", (40, 30), 1)
    buffer = BytesIO()
    image.save(buffer, "GIF", transparency=1)
    assert seen(buffer.getvalue()).convert("RGBA").getpixel((5, 5))[3] == 0


def test_colours_of_another_space_are_told_in_srgb():
    """By a profile in which red and blue have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    for mode, colour in (("RGB", (255, 0, 0)), ("RGBA", (255, 0, 0, 255))):
        as_it_is = seen(drawn(mode=mode, colour=colour, icc_profile=profile)).getpixel((5, 5))
        turned = seen(drawn(mode=mode, colour=colour, icc_profile=swapped)).getpixel((5, 5))
        assert is_like(as_it_is, (255, 0, 0))
        assert is_like(turned, (0, 0, 255))


@pytest.mark.parametrize("space", ["LAB", "none"])
def test_a_profile_of_another_kind_or_none_at_all_changes_nothing(space):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = drawn(colour="#8a2b2b", icc_profile=lab if space == "LAB" else b"no profile at all")
    assert is_like(seen(data).getpixel((5, 5)), (0x8A, 0x2B, 0x2B))


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (1, 1, [1]),
        (479, 10, [479]),
        (480, 10, [480]),
        (481, 10, [480, 481]),
        (1600, 10, [480, 960, 1600]),
        (1601, 10, [480, 960, 1600]),
        (10, 2000, [10]),
        (12_000, 1, [480, 960, 1600]),
    ],
)
def test_three_widths_and_none_larger_than_it_was(width, height, widths):
    copies = copies_of(drawn(width, height))
    assert [copy.width for copy in copies] == widths
    for copy in copies:
        size = Image.open(BytesIO(copy.data)).size
        assert size == (copy.width, copy.height)
        assert copy.height == max(1, round(height * copy.width / width))


def test_a_long_strip_is_kept_within_bounds(monkeypatch):
    monkeypatch.setattr(making, "KEPT_PIXELS", 60_000)
    copy = copies_of(drawn(120, 1_000))[-1]
    assert copy.width * copy.height == pytest.approx(60_000, rel=0.01)
    assert copy.height / copy.width == pytest.approx(1_000 / 120, rel=0.01)


# What nobody learns


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_whatever_the_camera_thought(orientation):
    upright = Image.new("RGB", (40, 20), "white")
    upright.paste("red", (0, 0, 20, 10))  # red at the top on the left
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    turned = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = BytesIO()
    turned.save(buffer, "JPEG", exif=exif, quality=95, subsampling=0)
    picture = seen(buffer.getvalue()).convert("RGB")
    assert picture.size == (40, 20)
    assert is_like(picture.getpixel((8, 4)), (255, 0, 0), by=40)
    assert is_like(picture.getpixel((32, 16)), (255, 255, 255), by=40)


def metadata():
    exif = Image.Exif()
    exif[0x0110] = "Canon EOS"
    exif[0x9286] = "alice@example.org"
    exif.get_ifd(0x8825)[2] = (52.52, 0.0, 0.0)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "52.5200 <script>alert(1)</script>")
    text.add_itxt("XML:com.adobe.xmp", "<x>alice@example.org</x>")
    yield drawn(kind="JPEG", exif=exif.tobytes(), comment=b"<script>52.5200")
    yield drawn(kind="WEBP", exif=exif.tobytes(), xmp=b"<x>alice@example.org</x>")
    yield drawn(kind="AVIF", exif=exif.tobytes())
    buffer = BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG", pnginfo=text, exif=exif)
    yield buffer.getvalue()
    yield drawn(kind="GIF", comment=b"<script>52.5200")


@pytest.mark.parametrize("data", [*metadata()])
def test_nothing_of_where_when_and_by_what_is_kept(data):
    assert any(secret in data for secret in SECRETS)
    for copy in copies_of(data):
        picture = Image.open(BytesIO(copy.data))
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        assert not any(secret in copy.data for secret in SECRETS)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a zip", b"<script>alert(1)</script>", b"%PDF-1.7"])
def test_what_hides_behind_a_picture_does_not_come_along(tail):
    for kind in ("PNG", "JPEG", "GIF"):
        [copy] = copies_of(drawn(kind=kind) + tail)
        assert tail not in copy.data


# What is refused


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "broken"),
        (b"GIF89a/*<script>*/=1", "broken"),
        (b"<html><script>alert(1)</script>", "broken"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "broken"),
        (b"%PDF-1.7", "broken"),
        (b"BM" + bytes(60), "broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "svg"),
        (b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>", "svg"),
        (bytes(4) + b"ftypheic" + bytes(40), "heic"),
        (png(header(20_000, 3), (b"IDAT", zlib.compress(b""))), "large"),
        (png(header(5_000, 5_000), (b"IDAT", zlib.compress(b""))), "large"),
        (png(header(2**31 - 1, 2**31 - 1), (b"IDAT", zlib.compress(b""))), "large"),
        (png(header(0, 5)), "broken"),
        (png(header(30, 30), (b"IDAT", zlib.compress(b"\0" * 40)), (b"IEND", b"")), "broken"),
    ],
)
def test_what_is_no_picture_gets_a_sentence(data, why):
    assert refusal(data) == why


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_half_a_picture_is_none(kind):
    whole = drawn(200, 200, kind=kind, colour="#8a2b2b")
    assert refusal(whole[: len(whole) // 2]) == "broken"


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_is_refused_and_one_of_one_frame_is_not(kind):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(buffer.getvalue()) == "moving"
    buffer = BytesIO()
    frames[0].save(buffer, kind, save_all=True)
    assert seen(buffer.getvalue()).size == (40, 30)


def test_of_several_shots_of_a_camera_the_first_is_the_one_that_was_meant():
    shots = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    buffer = BytesIO()
    shots[0].save(buffer, "MPO", save_all=True, append_images=shots[1:])
    assert is_like(seen(buffer.getvalue()).getpixel((5, 5)), (255, 0, 0))


def test_a_small_file_that_is_a_huge_picture_costs_nothing():
    """40,000 × 40,000 pixels of one colour, packed into some kilobytes."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(15_001)) for _row in range(2_000)) + rows.flush()
    bomb = png(header(5_000, 2_000_000), (b"IDAT", packed), (b"IEND", b""))
    assert len(bomb) < 100_000
    assert refusal(bomb) == "large"


def test_text_of_a_picture_that_unpacks_to_gigabytes_is_refused():
    text = b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9)
    data = png(header(2, 2), (b"zTXt", text), (b"IDAT", zlib.compress(bytes(14))), (b"IEND", b""))
    assert refusal(data) == "broken"


@given(
    st.binary(max_size=300), st.integers(0, 600), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"])
)
@example(b"\xff" * 30, 20, "JPEG")
@example(b",", 123, "GIF")
def test_a_spoiled_picture_is_shown_or_refused_and_nothing_else(spoil, at, kind):
    data = bytearray(drawn(60, 45, kind=kind, colour=0))
    data[at : at + len(spoil)] = spoil
    try:
        copies = copies_of(bytes(data))
    except Refused as refused:
        assert refused.why in SENTENCES
    else:
        assert all(Image.open(BytesIO(copy.data)).format == "WEBP" for copy in copies)


# In its own process


def test_all_this_happens_in_a_process_of_its_own():
    data = drawn(700, 500, kind="JPEG", colour="#8a2b2b")
    assert made(data) == copies_of(data)
    assert refusal(b"<svg/>", read=made) == "svg"


def test_it_has_so_much_memory_and_no_more(monkeypatch):
    """The process says itself what it took; the limit is the kernel's."""
    code = (
        "import sys; from stories.images import making; making.main();"
        "sys.stderr.write(open('/proc/self/status').read())"
    )
    data = drawn(4_160, 3_000, mode="RGBA", compress_level=1)
    command = (sys.executable, "-E", "-s", "-c", code)
    done = subprocess.run(
        command, input=data, capture_output=True, cwd=jail.ROOT, env=jail.ENVIRONMENT, timeout=60
    )
    [peak] = [line for line in done.stderr.decode().splitlines() if line.startswith("VmHWM")]
    assert done.stdout.startswith(b"[[480, 346, ")
    assert int(peak.split()[1]) * 1024 < making.MEMORY


def test_what_takes_too_long_is_stopped(monkeypatch):
    slow = "import time; time.sleep(60)"
    monkeypatch.setattr(making, "COMMAND", (*making.COMMAND[:-2], "-c", slow))
    monkeypatch.setattr(making, "WALL_SECONDS", 0.3)
    assert refusal(drawn(), read=made) == "too much"


def test_it_needs_neither_our_settings_nor_a_database():
    code = (
        "import sys; from stories.images import making;"
        "print([one for one in ('django', 'psycopg', 'stories.models') if one in sys.modules])"
    )
    command = (sys.executable, "-E", "-s", "-c", code)
    done = subprocess.run(command, capture_output=True, cwd=jail.ROOT, env=jail.ENVIRONMENT)
    assert done.stdout.strip() == b"[]"
