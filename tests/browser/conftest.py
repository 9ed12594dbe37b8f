"""A real Chromium, which listens for what must never happen: a violation of the content security
policy, a request to another host, an error in a script or on the console."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from core import look
from tests.conftest import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {
    "phone": {"width": 320, "height": 640},
    "tablet": {"width": 768, "height": 1024},
    "desktop": {"width": 1280, "height": 800},
}
THEMES = ["light", "dark", "sepia", "contrast", "black"]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# A name in plain letters for one in fancy letters is the same name to whoever speaks it.
RUN_AXE = """
async ({only, but}) => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(only ? {runOnly: only} : {}),
    rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}])),
  });
  const isSameName = node => {
    const element = document.querySelector(node.target[0]);
    return element.textContent.trim().normalize("NFKC") === element.ariaLabel;
  };
  return found.violations.map(({id, nodes}) => [id, nodes.filter(
    node => id !== "label-content-name-mismatch" || !isSameName(node)
  )]).filter(([id, nodes]) => nodes.length).map(([id, nodes]) => id + ": " + nodes.map(
    node => node.html.slice(0, 120) + (node.any[0] ? " (" + node.any[0].message + ")" : "")
  ).join(" | "));
}
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
    # The longest begin, or one worker ends with them while the other has nothing to do.
    items.sort(key=lambda item: item.path.name != "test_pages.py")


@pytest.fixture(scope="session")
def browser():
    # Playwright's own loop runs in this thread; the tests themselves are synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("CHROMIUM") or _found()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, live_server):
    """visit(size=…, dark=…, theme=…, language=…, js=…, person=…) → a Visitor with a page of its
    own."""
    visitors = []

    def visit(**choices) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, **choices))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        # A page may still be asking; its answer would fail in the test that comes next.
        visitor.context.unroute_all(behavior="ignoreErrors")
        for page in visitor.context.pages:
            page.unroute_all(behavior="ignoreErrors")
        visitor.context.close()
    assert complaints == []


class Visitor:
    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        size="desktop",
        dark=False,
        theme="",
        language="",
        js=True,
        person=None,
        **context,
    ):
        self.site = site
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.documents: set[str] = set()  # of the requests, the pages themselves
        self.expected: list[str] = []  # parts of what may stand on the console, in this test
        self.js = js
        self.has_axe = False
        self.lingers = False  # by a form with errors until it saves itself, and is told of them
        self.pages = 0  # that share the rarer looks
        self.turn = 0  # of the theme that a page is looked at in
        self.context = browser.new_context(
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            base_url=site,
            **{"reduced_motion": "reduce", **context},
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._failed)
        self.page.on("request", self._requested)
        self.page.on("response", self._answered)
        self.speaks(language)
        self.chooses(theme)
        if person is not None:
            self.sign_in(person)

    def speaks(self, language: str) -> None:
        self.language = language
        self._keeps("language", language)

    def chooses(self, theme: str) -> None:
        """A theme by name, as the reading settings keep it; none: what the device says."""
        self._keeps("look", look.write({**look.USUAL, "theme": theme or "auto"}))

    def _keeps(self, name: str, value: str) -> None:
        if value:
            self.context.add_cookies([{"name": name, "value": value, "url": self.site}])
        else:
            self.context.clear_cookies(name=name)

    def sign_in(self, person) -> None:
        """By the window; tests/browser/test_keyboard.py goes through the door."""
        client = Client()
        client.force_login(person)
        self._keeps(settings.SESSION_COOKIE_NAME, client.session.session_key)

    def axe(self, *, only: list[str] | None = None, but: list[str] | None = None) -> list[str]:
        """What axe-core finds on the page as it stands: “rule: elements”. Both name rules."""
        self._bring_axe()
        return list(self.page.evaluate(RUN_AXE, {"only": only, "but": but or []}))

    def _bring_axe(self) -> None:
        """Once to a visitor: it weighs half a megabyte, and each further page finds it there."""
        if not self.has_axe:
            self.context.add_init_script(path=AXE)
            self.has_axe = True
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())

    def scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def _heard(self, message) -> None:
        if message.type != "error" and "Content Security Policy" not in message.text:
            return
        # That a page is a 403 or 404 is no error of the page. We may have gone on meanwhile.
        is_of_page = message.location.get("url") in self.documents
        if is_of_page and message.text.startswith("Failed to load resource"):
            return
        refused = message.location.get("url", "").endswith("/draft") and " 422 " in message.text
        if refused and self.lingers:
            return
        if not any(part in message.text for part in self.expected):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _failed(self, error) -> None:
        # The browser's own page transition, cut short because we go on at once.
        if "Transition" not in str(error):
            self.complaints.append(f"{self.page.url}: {error}")

    def _answered(self, response) -> None:
        if response.status >= 500 and not self.expected:
            self.complaints.append(f"{response.url}: {response.status}")

    def _requested(self, request) -> None:
        if not request.url.startswith((self.site, "about:", "blob:")):
            self.complaints.append(f"{self.page.url} asked for {request.url}")
        self.requests.append(request.url)
        if request.is_navigation_request():
            self.documents.add(request.url)


def _found() -> str:
    return subprocess.run(
        [ROOT / "bin" / "chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
