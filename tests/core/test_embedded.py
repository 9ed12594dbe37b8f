"""The embedded database: many may use it, the last one stops it, and no kill -9 hurts it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from core import embedded
from core.embedded import EmbeddedDatabaseError, as_root
from core.embedded.keeper import is_held

USER = """
import sys
from pathlib import Path
from core import embedded
print(embedded.ensure_running("db", durable=False, project=Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def shared_project():
    """A folder that an unprivileged id can enter; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="ficwright-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(shared_project):
    """With a cluster that one test after the other uses, because making one takes a second."""
    yield shared_project
    embedded.leave("db")


@pytest.fixture
def own_project(shared_project):
    """A copy, for tests that do not put it back as it was."""
    use(shared_project)
    embedded.leave("db")
    folder = Path(tempfile.mkdtemp(prefix="ficwright-test-"))
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", shared_project / "var", folder], check=True)
    yield folder
    embedded.leave("db")
    shutil.rmtree(folder)


@pytest.fixture
def another_process():
    """Starts processes that use a project's database until their input is closed."""
    with contextlib.ExitStack() as stack:

        def start(project):
            process = subprocess.Popen(
                [sys.executable, "-c", USER, project],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            process.url = process.stdout.readline().strip()
            return process

        yield start


def use(project, **options):
    return embedded.ensure_running("db", durable=False, project=project, **options)


def query(url, sql):
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchone()[0]


def keep_something(url):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (line int)")
        connection.execute("INSERT INTO kept VALUES (1)")


def has_kept_it(url):
    return query(url, "SELECT count(*) FROM kept") > 0


def is_up(project):
    return is_held(project / "var/db/server")


def soon(is_so):
    deadline = time.monotonic() + 10
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()


def kill(pid_file):
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)


def kill_and_wait(process):
    process.kill()
    process.wait()


def test_it_speaks_unicode_and_listens_to_no_network(project):
    url = use(project)
    assert query(url, "SELECT upper('émile') || lower('ÑANDÚ')") == "ÉMILEñandú"
    assert query(url, "SHOW server_encoding") == "UTF8"
    assert query(url, "SHOW listen_addresses") == ""


def test_the_data_and_the_socket_are_closed_to_others(project):
    folder = Path(use(project).partition("host=")[2])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (project / "var/db/data").stat().st_mode & 0o777 == 0o700
    assert (project / "var/db").stat().st_mode & 0o007 == 0
    assert len(str(folder)) < 90


def test_two_may_use_it_and_the_last_one_stops_it(project, another_process):
    bob = another_process(project)
    assert use(project) == bob.url
    bob.communicate()
    assert query(bob.url, "SELECT 1") == 1
    embedded.leave("db")
    assert not is_up(project)


def test_asking_twice_in_one_process_is_one_use(project):
    assert use(project) == use(project)
    embedded.leave("db")
    assert not is_up(project)


def test_the_kill_of_its_only_user_stops_it(project, another_process):
    bob = another_process(project)
    kill_and_wait(bob)
    assert soon(lambda: not is_up(project))
    assert soon(lambda: not Path(bob.url.partition("host=")[2]).exists())


def test_after_the_kill_of_the_server_the_data_are_there_again(project):
    keep_something(embedded.ensure_running("db", project=project))
    kill(project / "var/db/data/postmaster.pid")
    assert soon(lambda: not embedded.is_running("db"))
    assert has_kept_it(embedded.ensure_running("db", project=project))


def test_a_server_whose_keeper_was_killed_is_used_again_and_stopped(project, another_process):
    bob = another_process(project)
    server = query(bob.url, "SELECT pg_postmaster_start_time()")
    kill(project / "var/db/keeper")
    assert soon(lambda: not is_held(project / "var/db/keeper"))
    kill_and_wait(bob)
    assert query(use(project), "SELECT pg_postmaster_start_time()") == server
    embedded.leave("db")
    assert not is_up(project)


def test_a_stale_pid_file_that_names_somebody_elses_process_is_no_obstacle(project):
    use(project)
    embedded.leave("db")
    stale = project / "var/db/data/postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{project}/var/db/data\n1\n5432\n/tmp\n\n1 1\nready\n")
    assert query(use(project), "SELECT 1") == 1


def test_a_half_made_cluster_is_made_anew(own_project):
    shutil.rmtree(own_project / "var/db/data")
    half = own_project / "var/db/data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert query(use(own_project), "SELECT 1") == 1
    assert not half.exists()


def test_a_spoilt_cluster_without_fsync_is_made_anew(own_project):
    (own_project / "var/db/data/global/pg_control").write_bytes(b"")
    assert query(use(own_project), "SELECT 1") == 1


def test_a_moved_project_keeps_its_data(own_project):
    keep_something(use(own_project))
    embedded.leave("db")
    assert has_kept_it(use(move(own_project)))


def test_a_project_that_moves_while_the_server_runs_uses_it_on(own_project, another_process):
    bob = another_process(own_project)
    moved = move(own_project)
    assert use(moved) == bob.url
    kill_and_wait(bob)
    embedded.leave("db")
    assert not is_up(moved)


def move(project):
    moved = project / "moved"
    moved.mkdir(mode=0o755)
    (project / "var").rename(moved / "var")
    return moved


def test_a_server_whose_socket_was_swept_away_is_started_again(project, another_process):
    bob = another_process(project)
    shutil.rmtree(bob.url.partition("host=")[2])
    assert query(use(project), "SELECT 1") == 1


def test_somebody_elses_folder_at_the_sockets_place_is_refused(project):
    folder = Path(use(project).partition("host=")[2])
    embedded.leave("db")
    folder.symlink_to("/tmp")
    try:
        with pytest.raises(EmbeddedDatabaseError, match="not a closed folder"):
            embedded.ensure_running("db", project=project)
    finally:
        folder.unlink()


def test_data_of_another_version_are_left_alone(project):
    use(project)
    embedded.leave("db")
    with (
        written(project / "var/db/data/PG_VERSION", "17\n"),
        pytest.raises(EmbeddedDatabaseError, match="made by PostgreSQL 17"),
    ):
        use(project)


def test_a_server_that_cannot_start_says_why(project):
    use(project)
    embedded.leave("db")
    with (
        written(project / "var/db/data/postgresql.auto.conf", "no_such_setting = 1\n"),
        pytest.raises(EmbeddedDatabaseError, match="no_such_setting"),
    ):
        embedded.ensure_running("db", project=project)
    assert "db" not in embedded.names_in_use()


@contextlib.contextmanager
def written(file, text):
    before = file.read_text()
    file.write_text(text)
    yield
    file.write_text(before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(EmbeddedDatabaseError, match="no permission for"):
        use(tmp_path)


only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs an id for the database")


@pytest.fixture
def stores(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="ficwright-test-stores-"))
    folder.chmod(0o711)
    monkeypatch.setattr(as_root, "STORES", folder)
    yield folder
    embedded.leave("db")
    shutil.rmtree(folder)


@only_root
def test_for_root_it_runs_under_an_id_that_no_account_has(project):
    use(project)
    pid = (project / "var/db/data/postmaster.pid").read_text().split()[0]
    assert Path(f"/proc/{pid}").stat().st_uid in as_root.SPARE_IDS


@only_root
def test_for_root_in_a_closed_folder_the_data_lie_in_a_store(own_project, stores, capsys):
    shutil.rmtree(own_project / "var")
    own_project.chmod(0o700)
    keep_something(use(own_project))
    (store,) = stores.iterdir()
    assert (own_project / "var/where").read_text().strip() == str(store)
    assert str(store) in capsys.readouterr().err
    assert (store.stat().st_mode & 0o777, store.stat().st_uid) == (0o700, as_root.SPARE_IDS[0])
    assert own_project.stat().st_mode & 0o777 == 0o700
    embedded.leave("db")
    assert has_kept_it(use(own_project))


@only_root
def test_a_project_that_is_closed_later_takes_its_data_to_the_store(own_project, stores):
    keep_something(use(own_project))
    embedded.leave("db")
    own_project.chmod(0o700)
    assert has_kept_it(use(own_project))
    assert not (own_project / "var/db").exists()


@only_root
def test_a_moved_project_takes_its_store_along_but_a_copy_makes_its_own(own_project, stores):
    own_project.chmod(0o700)
    original, copy = own_project / "original", own_project / "copy"
    original.mkdir()
    (own_project / "var").rename(original / "var")
    keep_something(use(original))
    embedded.leave("db")
    shutil.copytree(original, copy)
    use(copy)
    assert len(list(stores.iterdir())) == 2
    embedded.leave("db")
    assert has_kept_it(use(original.rename(own_project / "moved")))
