"""Settings that an older server does not know are left out of the first lines only."""

import io

from archive.backup.preamble import without_unknown_settings

SCRIPT = b"""--
-- PostgreSQL database dump
--

\\restrict abc

SET statement_timeout = 0;
SET transaction_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;

--
-- Name: x; Type: TABLE
--

CREATE TABLE x (y text);
SET transaction_timeout = 0;
COPY x (y) FROM stdin;
SET transaction_timeout = 0;
\\.
"""


def test_settings_that_the_server_does_not_know_are_left_out_of_the_first_lines_only():
    known = {"statement_timeout", "row_security"}
    script = io.BytesIO(SCRIPT)
    kept = b"".join(without_unknown_settings(script, known)) + script.read()
    assert kept == SCRIPT.replace(b"SET transaction_timeout = 0;\n", b"", 1)


def test_settings_that_it_knows_stay():
    script = io.BytesIO(SCRIPT)
    known = {"statement_timeout", "row_security", "transaction_timeout"}
    assert b"".join(without_unknown_settings(script, known)) + script.read() == SCRIPT
