"""A real Chromium, which listens for what must never happen: a violation of the content security
policy, a request to another host, an error in a script."""

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
SIZES = {"phone": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 800}}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


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
    """visit(size=…, dark=…, js=…, person=…) → a Visitor with a page of its own."""
    visitors = []

    def visit(**choices) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, **choices))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.page.context.close()
    assert complaints == []


class Visitor:
    def __init__(
        self, browser: Browser, site: str, *, size="desktop", dark=False, js=True, person=None
    ):
        self.site = site
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context = browser.new_context(
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            base_url=site,
        )
        context.set_default_timeout(10_000)
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._failed)
        self.page.on("request", self._requested)
        if person is not None:
            self.sign_in(person)

    def sign_in(self, person) -> None:
        from tests.cast import PASSWORD

        self.page.goto("/accounts/login/")
        self.page.get_by_label("Sign-in name").or_(self.page.locator("[name=login]")).first.fill(
            person.get_username()
        )
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url("**/desk")

    def axe(self) -> list[str]:
        """What axe-core finds on the page as it stands: “rule: elements”."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map("
            "one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).join(' | ')))"
        )
        return list(found)

    def scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def _heard(self, message) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _failed(self, error) -> None:
        # The browser's own page transition, cut short because we go on at once.
        if "ViewTransition" not in str(error):
            self.complaints.append(f"{self.page.url}: {error}")

    def _requested(self, request) -> None:
        if not request.url.startswith((self.site, "about:", "blob:")):
            self.complaints.append(f"{self.page.url} asked for {request.url}")
        self.requests.append(request.url)


def _found() -> str:
    return subprocess.run(
        [ROOT / "bin" / "chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
