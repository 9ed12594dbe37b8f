"""A small load generator: python -m bench.load PORT PATH SECONDS → answers a second.

Where `wrk` is installed, it is used instead. Each connection is a process that asks, reads to the
end and asks again; an answer other than 200 ends it with an error.
"""

import multiprocessing
import re
import shutil
import socket
import subprocess
import sys
import time

HOST = "127.0.0.1"
CONNECTIONS = 8


def rate(port: int, path: str, seconds: float) -> float:
    """Answers a second of `path` over `seconds`, measured from a process without Django."""
    if wrk := shutil.which("wrk"):
        address = f"http://{HOST}:{port}{path}"
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", address]
    else:
        command = [sys.executable, "-m", "bench.load", str(port), path, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{path} was refused")
    found = re.search(r"Requests/sec:\s*([\d.]+)", done.stdout)
    return float(found[1]) if found else 0.0


def main(port: int, path: str, seconds: float) -> None:
    context = multiprocessing.get_context("spawn" if sys.platform == "darwin" else "fork")
    with context.Pool(CONNECTIONS) as pool:
        counts = pool.starmap(ask, [(port, path, seconds)] * CONNECTIONS, chunksize=1)
    print(f"Requests/sec: {sum(counts) / seconds:.1f}")


def ask(port: int, path: str, seconds: float) -> int:
    """How many whole answers came within the time."""
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.create_connection((HOST, port), timeout=30) as connection:
            connection.sendall(request)
            part = connection.recv(65_536)
            if not part.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{path} was refused: {part[:40]!r}")
            while part:
                part = connection.recv(65_536)
        count += 1
    return count


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
