"""“Send me a test”: each trouble with mail is said in words with its cure, by a real conversation
with a small mail server of our own."""

import datetime
import socket
import ssl
import threading
from contextlib import contextmanager
from typing import ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse

from core.models import AuditEntry

PASSWORD = "s3cret:with/signs"
ADDRESS = "keeper@harbour.example"
PAGE = "/admin/core/sitesettings/mail-test/"


class MailServer(threading.Thread):
    """Answers one conversation line by line; `answers` says what it says to which command, ""
    hangs up, None says nothing any more."""

    USUAL: ClassVar = {"EHLO": "250-here\r\n250 AUTH PLAIN LOGIN", "AUTH": "235 ok",
                       "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"}  # fmt: skip

    def __init__(self, *, hello="220 here", tls=None, **answers):
        super().__init__(daemon=True)
        self.answers, self.hello, self.tls = self.USUAL | answers, hello, tls
        self.over, self.mail = threading.Event(), []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def run(self):
        try:
            with self.socket, self.socket.accept()[0] as line:
                self.converse(self.tls.wrap_socket(line, server_side=True) if self.tls else line)
        except OSError:
            pass  # the other side hung up

    def converse(self, line):
        heard = line.makefile("r", encoding="latin-1", newline="\r\n")
        if not self.say(line, self.hello):
            return
        is_mail = False
        for words in heard:
            if is_mail and words != ".\r\n":
                self.mail.append(words)
                continue
            verb = words.split()[0].upper() if words.strip() else ""
            is_mail = verb == "DATA" and self.answers["DATA"].startswith("354")
            if not self.say(line, self.answers.get(verb, "250 ok")):
                return

    def say(self, line, words) -> bool:
        if words is None:
            self.over.wait(5)
        if words:
            line.sendall(words.encode() + b"\r\n")
        return bool(words)


@contextmanager
def mail_server(settings, *, options=None, **conversation):
    server = MailServer(**conversation)
    server.start()
    use(settings, port=server.port, **(options or {}))
    try:
        yield server
    finally:
        server.over.set()
        server.socket.close()
        server.join(0.2)


def use(settings, **options):
    settings.EMAIL_URL = "smtp://mail.example"
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "timeout": 1, **options},
        }
    }


@pytest.fixture
def keeper(client, admin):
    client.force_login(admin)
    return client


def tell(client) -> str:
    """What the page says to a test."""
    page = client.post(PAGE, {"address": ADDRESS})
    assert page.status_code == 200
    assert PASSWORD not in page.text
    return page.text.replace("&#x27;", "'")


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory):
    """A server's TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_mail_that_goes_out(keeper, settings):
    with mail_server(settings) as server:
        assert "The mail server took the mail" in tell(keeper)
    assert f"To: {ADDRESS}\r\n" in server.mail
    assert AuditEntry.objects.get().detail == {"sent": True}


LOGIN = {"username": "keeper", "password": PASSWORD}


@pytest.mark.parametrize(
    ("conversation", "options", "sentence", "cure"),
    [
        ({"AUTH": "535 5.7.8 no"}, LOGIN, "does not accept the name or the password", "%40"),
        ({"AUTH": f"535 no, {PASSWORD} is wrong"}, LOGIN, "no, … is wrong", "%40"),
        ({"EHLO": "250 here"}, LOGIN, "takes no name and password", "587 or 465"),
        ({}, {"use_tls": True}, "does not encrypt on port", "smtps://"),
        ({"MAIL": "550 not yours"}, {}, "takes no mail from archive@localhost", "EMAIL_FROM"),
        ({"RCPT": "550 who is that"}, {}, "takes no mail for this address", "who is that"),
        ({".": "554 spam"}, {}, "refused the mail when it had read it", "spam"),
        ({".": "451 later"}, {}, "takes no mail just now", "in an hour"),
        ({"hello": "421 too busy"}, {}, "takes no mail just now", "in an hour"),
        ({"hello": "554 go away"}, {}, "did not accept the conversation", "go away"),
        ({"hello": ""}, {}, "hung up", "smtps://"),
        ({"hello": None}, {}, "did not answer in time", "port 25"),
        ({}, {"use_ssl": True}, "does not begin with TLS", "smtp://"),
    ],
)
def test_what_goes_wrong_is_said_with_its_cure(
    keeper, settings, conversation, options, sentence, cure
):
    with mail_server(settings, options=options, **conversation):
        page = tell(keeper)
    assert sentence in page
    assert cure in page
    assert "took the mail" not in page
    assert AuditEntry.objects.get().detail == {"sent": False}


def test_a_certificate_that_nobody_vouches_for(keeper, settings, own_certificate):
    with mail_server(settings, options={"use_ssl": True}, tls=own_certificate):
        assert "certificate of 127.0.0.1 is not valid" in tell(keeper)


def test_a_server_that_is_not_there(keeper, settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    use(settings, port=port)
    page = tell(keeper)
    assert f"Nothing answers on port {port} of 127.0.0.1." in page
    assert "587" in page


def test_a_name_that_nobody_has(keeper, settings):
    use(settings, host="mail.invalid", port=587)
    assert "There is no mail server of the name mail.invalid." in tell(keeper)


def test_an_address_that_is_none(keeper, settings):
    settings.DEFAULT_FROM_EMAIL = "not an address @ all"
    with mail_server(settings):
        assert "An address of this mail is none." in tell(keeper)
    use(settings, port=25)
    page = keeper.post(PAGE, {"address": "not an address"})
    assert "Enter a valid email address" in page.text


def test_without_email_url_the_page_says_that_nothing_needs_it(keeper):
    page = keeper.get(PAGE).text
    assert "EMAIL_URL is not set" in page
    assert "Nothing here needs it" in page
    assert 'name="address"' not in page
    assert "took the mail" not in keeper.post(PAGE, {"address": ADDRESS}).text


@pytest.mark.parametrize("who", [None, "bob", "mod"])
def test_it_is_for_administrators(request, client, settings, who, db):
    if who:
        client.force_login(request.getfixturevalue(who))
    use(settings, port=1)
    for answer in (client.get(PAGE), client.post(PAGE, {"address": ADDRESS})):
        assert answer.status_code in (302, 403)
    assert not AuditEntry.objects.exists()


def test_the_way_to_it_stands_in_the_site_settings(keeper):
    keeper.post(
        reverse("admin:core_sitesettings_add"),
        {"name": "The Harbour", "sign_up": "open", "language": "en", "reviews_called": "reviews"},
    )
    assert PAGE in keeper.get("/admin/core/sitesettings/1/change/").text
