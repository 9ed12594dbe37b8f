"""A small server that speaks as much of S3 as we use, on this machine alone."""

import hashlib
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Store(ThreadingHTTPServer):
    """`files`: name → bytes, of its one bucket. `is_broken`: it answers 403 to everything."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Speaker)
        self.files, self.is_broken = {}, False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"s3://key:secret@127.0.0.1:{self.server_port}/originals?plain=1"


class Speaker(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    @property
    def name(self):
        bucket, _, name = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        return name if bucket == "originals" else None

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", headers.get("length") or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, status, code):
        self.answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def parse_request(self):
        is_good = super().parse_request()
        if is_good and self.server.is_broken:
            self.refuse(403, "AccessDenied")
            return False
        return is_good

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if b"chunk-signature" in body[:200]:
            body = unchunked(body)
        self.server.files[self.name] = body
        self.answer(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def do_GET(self):
        if self.name:
            return self.do_HEAD()
        if self.name is None:
            return self.refuse(404, "NoSuchBucket")
        asked = parse_qs(urlsplit(self.path).query)
        if "location" in urlsplit(self.path).query:
            return self.answer(200, b"<LocationConstraint>us-east-1</LocationConstraint>")
        prefix = asked.get("prefix", [""])[0]
        rest = [name.removeprefix(prefix) for name in self.server.files if name.startswith(prefix)]
        folders = sorted({name.partition("/")[0] + "/" for name in rest if "/" in name})
        rows = "".join(
            f"<Contents><Key>{escape(prefix + name)}</Key><Size>1</Size>"
            "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
            for name in sorted(rest)
            if "/" not in name
        )
        rows += "".join(
            f"<CommonPrefixes><Prefix>{escape(prefix + name)}</Prefix></CommonPrefixes>"
            for name in folders
        )
        head = "<Name>originals</Name><IsTruncated>false</IsTruncated>"
        return self.answer(200, f"<ListBucketResult>{head}{rows}</ListBucketResult>".encode())

    def do_HEAD(self):
        if self.name is None:
            return self.refuse(404, "NoSuchBucket")
        if self.name and self.name not in self.server.files:
            return self.refuse(404, "NoSuchKey")
        body = self.server.files.get(self.name, b"")
        return self.answer(
            200,
            body,
            Last_Modified=formatdate(usegmt=True),
            ETag=f'"{hashlib.md5(body).hexdigest()}"',
        )

    def do_DELETE(self):
        self.server.files.pop(self.name, None)
        self.answer(204)


def unchunked(body):
    """ "5;chunk-signature=…" CR LF, five bytes, CR LF, …"""
    found = b""
    while body:
        head, _, body = body.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        found, body = found + body[:size], body[size + 2 :]
        if not size:
            break
    return found
