"""A whole archive of a newcomer: its own folder, its own database, production settings, a server.

The proxy in front is us: we speak https for it, under the archive's name.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import requests
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parents[2]
NAME = "archive.example"
PATIENCE = 60  # seconds until a server answers
# What a clone would not have.
NOT_CLONED = ("var", ".venv", ".git", "__pycache__", ".*_cache", "*.egg-info")


class Archive:
    """`with Archive(folder, database_url, port) as archive:` ends what it started."""

    def __init__(self, folder: Path, database_url: str, port: int):
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_CLONED))
        self.folder, self.port, self.server = folder, port, None
        self.log = folder / "server.log"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | {
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": NAME,
            "TRUSTED_PROXIES": "1",
            "WEB_CONCURRENCY": "1",
        }

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.stop()

    def manage(self, *arguments: str, may_fail: bool = False) -> str:
        """What a command of manage.py said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert may_fail or done.returncode == 0, done.stdout
        return done.stdout

    def prepare(self) -> None:
        for step in ("migrate", "createcachetable", "collectstatic"):
            self.manage(step, *(["--no-input"] if step != "createcachetable" else []))

    def serve(self) -> "Visitor":
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{self.port}",
                 "archive.wsgi:application"],
                cwd=self.folder, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        visitor = Visitor(f"http://127.0.0.1:{self.port}")
        deadline = time.monotonic() + PATIENCE
        while not visitor.is_answered():
            assert self.server.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)
        return visitor

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=PATIENCE)
            self.server = None

    def setup_code(self) -> str:
        """As the newcomer reads it in the log."""
        return re.findall(r"enter the code ([A-Z0-9-]+)", self.log.read_text())[-1]

    def hashes(self) -> dict[str, str]:
        """Of the originals that the archive keeps."""
        from hashlib import sha256

        media = self.folder / "var" / "media"
        return {
            str(path.relative_to(media)): sha256(path.read_bytes()).hexdigest()
            for path in sorted(media.rglob("*"))
            if path.is_file()
        }


class Visitor:
    """A browser without JavaScript, behind the proxy: it fills in forms as they come."""

    def __init__(self, server: str):
        self.server = server
        self.session = requests.Session()
        self.session.headers.update(
            {
                "Host": NAME,
                "Origin": f"https://{NAME}",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": "198.51.100.7",
            }
        )
        self.address, self.page = "/", LexborHTMLParser("")
        self.headers: Mapping[str, str] = {}

    def is_answered(self) -> bool:
        try:
            return self.session.get(self.server + "/healthz", timeout=5).ok
        except requests.ConnectionError:
            return False

    def go(self, address: str) -> str:
        """Where the visitor arrives, after redirects."""
        return self._arrive(self._ask("GET", address))

    def send(self, button: str = "", **answers: str | list[str]) -> str:
        """The form of this page with these answers; all else as the page has it."""
        form = self.page.css_first("main form")
        fields = filled_in(form)
        for name, value in answers.items():
            assert name in fields or form.css_first(f"[name={name}]"), f"no field {name}"
            fields[name] = value
        if button:
            fields[button] = ""
        target = form.attributes.get("action") or self.address
        data = {name: value for name, value in fields.items() if value is not None}
        return self._arrive(self._ask("POST", urljoin(self.address, target), data=data))

    def text(self, selector: str) -> str:
        return " ".join(one.text() for one in self.page.css(selector))

    def _ask(self, method: str, address: str, **more) -> requests.Response:
        """`address` may name the archive, the server or neither."""
        there = self.server + re.sub(r"^https?://[^/]*", "", address)
        answer = self.session.request(method, there, allow_redirects=False, **more)
        for cookie in self.session.cookies:
            cookie.secure = False  # the proxy, which we are, speaks plainly behind itself
        return answer

    def _arrive(self, answer: requests.Response) -> str:
        while answer.is_redirect:
            answer = self._ask("GET", urljoin(answer.url, answer.headers["Location"]))
        assert answer.ok, f"{answer.status_code} at {answer.url}"
        self.address, self.headers = answer.url.removeprefix(self.server), answer.headers
        self.page = LexborHTMLParser(answer.text)
        return self.address


def filled_in(form) -> dict[str, str | list[str] | None]:
    """A form's fields as the page fills them in: {name: value}."""
    fields: dict[str, str | list[str] | None] = {}
    for field in form.css("input, textarea, select"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if not name or kind in ("submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            if "checked" in field.attributes:
                chosen = fields.get(name)
                value = field.attributes.get("value") or "on"
                fields[name] = [*chosen, value] if isinstance(chosen, list) else [value]
        elif field.tag == "select":
            options = field.css("option[selected]") or field.css("option")[:1]
            fields[name] = [option.attributes.get("value") or "" for option in options]
        elif field.tag == "textarea":
            fields[name] = field.text().removeprefix("\n")
        else:
            fields[name] = field.attributes.get("value") or ""
    return fields
