"""The secret key outside production: made once, closed to others, the same ever after."""

import subprocess
import sys

from core import secret


def test_it_is_made_once_and_closed_to_others(tmp_path):
    file = tmp_path / "var" / "secret-key"
    key = secret.load_or_make(file)
    assert len(key) >= 50
    assert secret.load_or_make(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_at_once_agree(tmp_path):
    ask = f"from core import secret; from pathlib import Path; print(secret.load_or_make(Path({str(tmp_path)!r}) / 'key'))"  # noqa: E501
    asking = [
        subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in asking}) == 1
