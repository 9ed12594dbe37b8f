"""What must hold on every page, in every theme, size and direction: lists of what does not."""

from tests.browser import outline
from tests.browser.conftest import SIZES, THEMES, Visitor

DARK = "the device's dark"
RARER = ["sepia", "contrast", "black"]  # light and dark have the same colours as the device's
OF_SIZES = ["target-size", "region", "aria-hidden-focus", "link-name", "button-name"]
OF_SIZES += ["scrollable-region-focusable"]
LEAST = 44  # pixels, of what a finger looks for; the admin is dense where there is a mouse

SMALL = """
least => [...document.querySelectorAll(
  "main :is(button, .button, select, textarea, input:not([type=hidden], [type=checkbox],"
  + "[type=radio])), .site-header a, .site-footer :is(a, button)"
)].filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".trap"))
  .map(one => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.height < least - 0.5 && box.width > 1)
  .map(([box, one]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 100)}`)
"""

# What WCAG 1.4.12 lets a reader set, by a style sheet of the reader's own.
SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""
UNSPACED = "() => { document.adoptedStyleSheets = []; }"
CUT = """
() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one);
  const hides = ["hidden", "clip"].some(way => [style.overflowX, style.overflowY].includes(way));
  return hides && style.clipPath === "none" && one.checkVisibility() && one.textContent.trim()
    && !one.closest(".visually-hidden, .trap, svg, select")
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 100))
"""

# The reading settings are a style sheet of their own: another theme without another page.
DRESS = """
async number => {
  const old = document.querySelector('link[href*="look.css"]');
  if (!old) return false;
  const link = old.cloneNode();
  link.href = `/look.css?${number}`;
  await new Promise(done => {
    link.onload = link.onerror = done;
    old.replaceWith(link);
  });
  return true;
}
"""

# Forced colours leave borders and lines; a control that only had a ground is not to be seen.
UNSEEN = """
() => [...document.querySelectorAll(
  "main :is(button, .button, select, textarea, input:not([type=hidden], [type=checkbox],"
  + "[type=radio], [type=file]))"
)].filter(one => one.checkVisibility() && !one.closest(".trap")).filter(one => {
  const style = getComputedStyle(one);
  return !["top", "bottom"].some(side => parseFloat(style[`border-${side}-width`]) > 0)
    && style.textDecorationLine === "none";
}).map(one => one.outerHTML.slice(0, 100))
"""

TURN = """
to => {
  const was = document.documentElement.dir;
  document.documentElement.dir = to;
  return was;
}
"""

UNSAID = """
() => [...document.querySelectorAll("main :is(input, select, textarea)[required]")]
  .filter(one => !["hidden", "radio"].includes(one.type))
  .filter(one => ![...one.labels].some(label => label.innerText.includes("required")))
  .map(one => one.outerHTML.slice(0, 100))
"""
UNTIED = """
() => [...document.querySelectorAll("main [aria-invalid=true]:not([type=radio], [type=checkbox])")]
  .filter(one => {
    const described = (one.getAttribute("aria-describedby") || "").split(" ");
    return !described.some(id => id.endsWith("_error") && document.getElementById(id)?.innerText);
  }).map(one => one.outerHTML.slice(0, 100))
"""

# Django's own admin fades its colours.
SETTLED = "() => document.getAnimations().forEach(one => one.finish())"


def covering(visitor: Visitor) -> list[str]:
    """Every size once, and one more theme. What needs both to go wrong, and the other themes, are
    looked at by `thorough`."""
    return usual(visitor) + narrow(visitor) + altered(visitor) + contrast(visitor)


def taking_turns(visitor: Visitor) -> list[str]:
    """As `covering`, but each page has only one of the rarer looks: of so many pages made of the
    same parts, another has the others."""
    visitor.pages += 1
    look = TURNS[visitor.pages % len(TURNS)]
    found = usual(visitor) + look(visitor)
    visitor.page.set_viewport_size(SIZES["desktop"])
    return found


def usual(visitor: Visitor) -> list[str]:
    found = visitor.axe() + outline.strange(visitor) + asked(visitor)
    for size in ("desktop", "tablet", "phone"):
        visitor.page.set_viewport_size(SIZES[size])
        found += [f"{size}: {one}" for one in sized(visitor)]
    return found


def narrow(visitor: Visitor) -> list[str]:
    """On a phone: what a finger has to hit, and words that the reader spaced out."""
    visitor.page.set_viewport_size(SIZES["phone"])
    return [f"phone: {one}" for one in visitor.axe(only=OF_SIZES)] + spaced(visitor)


def altered(visitor: Visitor) -> list[str]:
    return mirrored(visitor) + forced(visitor)


def contrast(visitor: Visitor) -> list[str]:
    """In the device's dark or one of the rarer themes, which take turns; `usual` has the device's
    light. It is the page's last look: only the next one is in light."""
    visitor.page.set_viewport_size(SIZES["desktop"])
    visitor.turn += 1
    theme = [DARK, *RARER][visitor.turn % (len(RARER) + 1)]
    is_worn = wear(visitor, theme, number=visitor.turn)
    found = visitor.axe(only=["color-contrast"]) if is_worn else []
    visitor.chooses("")
    visitor.page.emulate_media(color_scheme="light")
    return [f"{theme}: {one}" for one in found]


TURNS = [contrast, narrow, altered]


def wear(visitor: Visitor, theme: str, *, number: int) -> bool:
    """False where the page has no reading settings: the device's choice is the only one."""
    if theme == DARK:
        visitor.page.emulate_media(color_scheme="dark")
        visitor.page.evaluate(SETTLED)
        return True
    visitor.chooses(theme)
    return bool(visitor.page.evaluate(DRESS, number))


def turned(visitor: Visitor) -> list[str]:
    """What may be otherwise where the page runs from right to left: not how it is made, which axe
    looks at in English, and in all languages in `thorough`."""
    visitor.page.set_viewport_size(SIZES["phone"])
    found = [f"phone: {one}" for one in sized(visitor)] + narrow(visitor)
    visitor.page.set_viewport_size(SIZES["desktop"])
    return found


def mirrored(visitor: Visitor) -> list[str]:
    """The same words from right to left: what was laid out by left and right shows."""
    was = visitor.page.evaluate(TURN, "rtl")
    found = [f"mirrored: {one}" for one in [*sized(visitor), *visitor.page.evaluate(CUT)]]
    visitor.page.evaluate(TURN, was)
    return found


def thorough(visitor: Visitor) -> list[str]:
    """All of it, in every theme at every size."""
    found = outline.strange(visitor) + asked(visitor) + narrow(visitor) + altered(visitor)
    for theme in themes(visitor):
        for size in SIZES:
            visitor.page.set_viewport_size(SIZES[size])
            found += [f"{theme}, {size}: {one}" for one in visitor.axe() + sized(visitor)]
    return found


def themes(visitor: Visitor):
    """The page in one theme after the other, by the reader's choice and by the device's."""
    for number, theme in enumerate(THEMES):
        if not wear(visitor, theme, number=number):
            break
        yield theme
    visitor.chooses("")
    visitor.page.evaluate(DRESS, len(THEMES))
    wear(visitor, DARK, number=0)
    yield DARK
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.evaluate(SETTLED)
    yield "the device's light"


def sized(visitor: Visitor) -> list[str]:
    is_dense = "/admin/" in visitor.page.url and visitor.page.viewport_size == SIZES["desktop"]
    found = [] if is_dense else visitor.page.evaluate(SMALL, LEAST)
    if visitor.scrolls_sideways():
        found.append("wider than the screen")
    return found


def spaced(visitor: Visitor) -> list[str]:
    visitor.page.set_viewport_size(SIZES["phone"])
    visitor.page.evaluate(SPACED)
    found = [f"cut: {one}" for one in visitor.page.evaluate(CUT)]
    if visitor.scrolls_sideways():
        found.append("wider than the screen when spaced out")
    visitor.page.evaluate(UNSPACED)
    return found


def forced(visitor: Visitor) -> list[str]:
    visitor.page.emulate_media(forced_colors="active")
    found = [f"not seen in forced colours: {one}" for one in visitor.page.evaluate(UNSEEN)]
    visitor.page.emulate_media(forced_colors="none")
    return found


def asked(visitor: Visitor) -> list[str]:
    """Of what a form asks for: what does not say, in English, that it must be filled in, and errors
    that their field does not know of."""
    if "/admin/" in visitor.page.url:
        return []  # Django's own
    unsaid = visitor.page.evaluate(UNSAID) if visitor.language in ("", "en") else []
    untied = visitor.page.evaluate(UNTIED)
    return [
        *(f"not said to be required: {one}" for one in unsaid),
        *(f"error apart: {one}" for one in untied),
    ]
