"""What an archive is installed with names only what is there, and asks for one setting."""

import os
import re
import shutil
import subprocess
import tomllib
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils.http import MAX_URL_REDIRECT_LENGTH

from intake.batches.left_out import BYTES
from intake.reader.kinds import LARGEST
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("ficwright-*.service"))
SCRIPTS = sorted(
    path for path in DEPLOY.rglob("*") if path.is_file() and path.read_bytes().startswith(b"#!")
)
NOT_FOR_PEOPLE = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
NAMES_A_FILE = re.compile(r"(?:(?<![\w/.$~-])(?:\./)?|/opt/ficwright/)((?:deploy|bin)/[\w./-]*\w)")
IS_SET = re.compile(r'^(?:\s*echo ")?#?([A-Z][A-Z_]+)=', re.MULTILINE)


def service(name: str) -> str:
    """The lines of one service of docker-compose.yml."""
    services = COMPOSE.partition("\nservices:\n")[2].partition("\n# The database")[0]
    return re.search(rf"^  {name}:\n((?:    .*\n|\n)+)", services + "\n", re.MULTILINE)[1]


def readmes_settings() -> set[str]:
    first_column = re.findall(r"^\| (`[^|]*)\|", (ROOT / "README.md").read_text(), re.MULTILINE)
    return set(re.findall(r"`([A-Z][A-Z_]+)`", " ".join(first_column)))


def run(script, *arguments, folder, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [folder / script, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def clone(tmp_path):
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    return tmp_path


def test_a_domain_is_all_that_docker_asks_for(clone):
    answer = run("deploy/docker/setup", "https://Archive.Example/", folder=clone)
    assert answer.returncode == 0, answer.stderr
    written = (clone / ".env").read_text()
    given = dict(re.findall(r"^([A-Z_]+)=(.+)$", written, re.MULTILINE))
    assert given["DOMAIN"] == "archive.example"
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE)) == set(given)
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert re.fullmatch(r"[0-9a-f]{64}", given[name])
    assert (clone / ".env").stat().st_mode & 0o777 == 0o600


def test_the_settings_of_docker_are_written_once(clone):
    run("deploy/docker/setup", "archive.example", folder=clone)
    before = (clone / ".env").read_text()
    assert run("deploy/docker/setup", "other.example", folder=clone).returncode == 0
    assert (clone / ".env").read_text() == before


@pytest.mark.parametrize("domain", [(), ("an archive",), ("archive.example:443",), ("-x",)])
def test_what_is_no_domain_is_refused_in_a_sentence(clone, domain):
    answer = run("deploy/docker/setup", *domain, folder=clone)
    assert answer.returncode == 1
    assert "archive.example" in answer.stderr
    assert not (clone / ".env").exists()


def test_no_secret_has_a_default():
    assert not re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD|DOMAIN)(?!:\?)", COMPOSE)
    debians = (DEPLOY / "debian" / "ficwright.env").read_text()
    assert re.search(r"^SECRET_KEY=$", debians, re.MULTILINE)
    assert "PASSWORD" not in debians


def test_whatever_is_set_stands_in_the_readme():
    set_here = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    for path in (DEPLOY / "debian" / "ficwright.env", DEPLOY / "docker" / "setup"):
        set_here |= set(IS_SET.findall(path.read_text()))
    common = (DEPLOY / "systemd" / "ficwright-.service.d" / "common.conf").read_text()
    images = re.search(r"^ENV (PATH=.+?[^\\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)[1]
    for line in (*re.findall(r"^Environment=(.*)$", common, re.MULTILINE), images):
        set_here |= set(re.findall(r"\b([A-Z][A-Z_]+)=", line))
    assert set_here - NOT_FOR_PEOPLE - readmes_settings() == set()


def test_every_file_that_is_named_is_there():
    documents = ("Makefile", "README.md", "docs/install.md", "docs/upgrade.md")
    proxies = [*DEPLOY.rglob("*Caddyfile"), *DEPLOY.rglob("*.caddy"), *DEPLOY.rglob("*.conf")]
    paths = [*UNITS, *SCRIPTS, *proxies, *(ROOT / name for name in documents)]
    for text in (COMPOSE, DOCKERFILE, *(path.read_text() for path in paths)):
        for name in NAMES_A_FILE.findall(text):
            assert (ROOT / name).exists(), name


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_what_there_is(unit):
    command = re.search(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1].split()
    assert command[0] in ("/opt/ficwright/.venv/bin/gunicorn", "/opt/ficwright/.venv/bin/python")
    if command[0].endswith("python"):
        assert command[1] == "manage.py"
        assert command[2] in get_commands()
    else:
        assert command[-1] == "archive.wsgi:application"


def test_the_proxies_are_trusted_as_many_as_there_are():
    assert 'TRUSTED_PROXIES: "1"' in COMPOSE
    assert "\nTRUSTED_PROXIES=1\n" in (DEPLOY / "debian" / "ficwright.env").read_text()
    nginx = (DEPLOY / "nginx" / "ficwright.conf").read_text()
    assert "X-Forwarded-For $remote_addr;" in nginx
    assert "proxy_add_x_forwarded_for" not in nginx


def test_the_proxies_let_many_files_at_once_through_and_each_of_them():
    """More than the application takes: it is the application that says what is too much."""
    caddy = (DEPLOY / "caddy" / "site.caddy").read_text()
    nginx = (DEPLOY / "nginx" / "ficwright.conf").read_text()
    batch, single = (int(n) for n in re.findall(r"max_size (\d+)MB", caddy))
    assert batch * 1_000_000 > BYTES and single * 1_000_000 >= LARGEST
    assert f"client_max_body_size {batch}m;" in nginx
    for path in ("caddy/Caddyfile", "debian/ficwright.caddy"):
        config = (DEPLOY / path).read_text()
        buffers = re.findall(r"(?:request_buffers|max_buffer_size) (\d+)MB", config)
        assert [int(n) for n in buffers] == [batch, single]
    assert f"Cookie *{settings.SESSION_COOKIE_NAME}=*" in caddy


def test_an_address_that_the_application_answers_gets_through_the_proxies():
    """Caddy takes 1 MB of headers unless told otherwise."""
    allowed = re.search(r"(\d+) \* 1024  # bytes", (ROOT / "gunicorn.conf.py").read_text())[1]
    assert (
        f"large_client_header_buffers 4 {allowed}k;"
        in (DEPLOY / "nginx/ficwright.conf").read_text()
    )
    for path in DEPLOY.rglob("*Caddyfile"):
        assert "max_header_size" not in path.read_text()


def test_the_longest_redirect_gets_through_nginx():
    """By itself nginx takes 4 kB of headers. The redirect's address is not all there is of them."""
    nginx = (DEPLOY / "nginx/ficwright.conf").read_text()
    taken = int(re.search(r"proxy_buffer_size (\d+)k;", nginx)[1])
    assert taken * 1024 >= MAX_URL_REDIRECT_LENGTH + 8 * 1024


def test_nobody_reaches_the_database_but_the_application():
    assert re.search(r"^  data:\n    internal: true$", COMPOSE, re.MULTILINE)
    assert re.findall(
        r"^      - (\w+)$", service("db").partition("networks:")[2], re.MULTILINE
    ) == ["data"]
    assert "- data" not in service("caddy")
    assert "ports:" not in COMPOSE.replace(service("caddy"), "")


def test_an_image_is_of_this_version_and_runs_as_nobody_in_particular():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"ARG VERSION={version}\n" in DOCKERFILE
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", DOCKERFILE, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text().split("\n")
    assert {".env", ".git", "var", "media", ".venv"} <= set(ignored)
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert not rooms & set(ignored)


@pytest.mark.parametrize("name", ["down.html", "too-large.html"])
def test_the_pages_of_the_proxy_need_nothing_and_speak_every_language(name, settings):
    class Page(HTMLParser):
        def __init__(self):
            super().__init__()
            self.tags, self.languages, self.asks_for = set(), set(), []

        def handle_starttag(self, tag, attributes):
            given = dict(attributes)
            self.tags.add(tag)
            self.languages |= {given["lang"]} if "lang" in given else set()
            self.asks_for += [given[key] for key in ("src", "href", "action") if key in given]

    page = Page()
    text = (DEPLOY / "pages" / name).read_text()
    page.feed(text)
    assert page.languages == {code for code, _name in settings.LANGUAGES}
    assert page.asks_for == [] and "script" not in page.tags and "url(" not in text
    for proxy in ("caddy/site.caddy", "nginx/ficwright.conf"):
        assert name.removesuffix(".html") in (DEPLOY / proxy).read_text()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(DEPLOY)))
def test_a_script_can_be_run(script):
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
