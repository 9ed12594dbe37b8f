"""What stands between the archive and its visitors: names, https, proxies, the secret key."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from archive.doctor.finding import Finding, must, should
from archive.doctor.starting import NEW_KEY, replaced

EXAMPLES = re.compile(r"change.?me|example|insecure|secret.?key|(.)\1{9}", re.IGNORECASE)
FEWEST_SIGNS = 10  # different ones in a key that is random
LOCAL = ("localhost", "127.0.0.1", "::1", "[::1]")
# What we look at ourselves, or have decided otherwise for a reason that the settings tell.
LOOKED_AT = {
    "security.W004", "security.W005", "security.W008", "security.W009", "security.W018",
    "security.W020", "security.W021",
}  # fmt: skip


def secret_key() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if "SECRET_KEY" in replaced or not settings.PRODUCTION:
        return
    if EXAMPLES.search(key) or len(set(key)) < FEWEST_SIGNS:
        yield must(
            "SECRET_KEY is not random.",
            "Whoever guesses it can sign in as anybody, also as you.",
            f"Make a new one and set it as SECRET_KEY; everybody signs in once more: {NEW_KEY}",
        )


def allowed_hosts() -> Iterator[Finding]:
    if "ALLOWED_HOSTS" in replaced or not settings.PRODUCTION:
        return
    for host in settings.ALLOWED_HOSTS:
        if host == "*":
            yield must(
                "ALLOWED_HOSTS is *.",
                "Anybody can make the archive believe that it has another name, and so put a false "
                "address into the mails that it sends.",
                "Set ALLOWED_HOSTS to the name of your site, for example archive.example",
            )
        elif bare(host) != host:
            yield must(
                f"ALLOWED_HOSTS holds {host}, which is more than a name.",
                "The archive answers every visitor with “We could not understand this request”.",
                f"Write the name alone: {bare(host)}",
            )
    if set(settings.ALLOWED_HOSTS) <= set(LOCAL):
        yield should(
            "ALLOWED_HOSTS names this machine only.",
            "Nobody elsewhere can open the archive.",
            "Add the name under which visitors find it, for example archive.example",
        )


def bare(host: str) -> str:
    """https://archive.example:443/ → archive.example; an IPv6 address keeps its brackets."""
    without_scheme = host.rpartition("://")[2].partition("/")[0]
    return re.sub(r":\d+$", "", without_scheme)


def transport() -> Iterator[Finding]:
    if not settings.PRODUCTION:
        return
    if not settings.SECURE_SSL_REDIRECT:
        yield should(
            "HTTPS is off.",
            "Passwords and everything that members read can be read on the way.",
            "Unless this is a private network: put a proxy that speaks https in front "
            "(docs/install.md shows two) and take HTTPS=off out of the settings.",
        )
    elif not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield must(
            "TRUSTED_PROXIES is 0, but https needs a proxy in front.",
            "The archive sends every visitor to https again and again, or takes all of them for "
            "one person, who then signs in too often.",
            "Set TRUSTED_PROXIES to the number of proxies in front, mostly 1.",
        )


def mode() -> Iterator[Finding]:
    public = [host for host in settings.ALLOWED_HOSTS if host not in (*LOCAL, "*")]
    if not settings.PRODUCTION and public and "FICWRIGHT_MODE" not in replaced:
        yield must(
            f"FICWRIGHT_MODE is {settings.MODE}, but ALLOWED_HOSTS names {public[0]}.",
            "This mode is for trying and developing: it shows visitors the inside of the archive, "
            "or lets them in with passwords that everybody knows.",
            "Set FICWRIGHT_MODE=production and a DATABASE_URL.",
        )


def django_checks() -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.is_silenced() or message.id in LOOKED_AT:
            continue
        kind = must if message.is_serious() else should
        yield kind(
            f"Django finds: {message.msg}",
            f"It calls this {message.id}.",
            message.hint
            or "Look the number up in Django's documentation (System check framework).",
        )
