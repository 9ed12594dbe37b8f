"""The worker of the tests: it does what lies in the queue, and is gone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app


def work_off(queues: list[str] | None = None) -> None:
    """In a thread of its own: this one may have a browser's loop already."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, _work(queues)).result()
    with connection.cursor() as cursor:  # of the threads of its tasks, which are no more
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def _work(queues: list[str] | None) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(queues=queues, wait=False, install_signal_handlers=False)
    await sync_to_async(connections.close_all)()  # of the thread that stays for the next worker
