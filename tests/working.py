"""The worker of the tests: it does what lies in the queue, and is gone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.contrib.django import app


def work_off(queues: list[str] | None = None) -> None:
    """In a thread of its own: this one may have a browser's loop already."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, _work(queues)).result()


async def _work(queues: list[str] | None) -> None:
    """Its tasks run in one thread, so that their connection can be closed from there: no other is
    touched, a page may be asked for meanwhile."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(queues=queues, wait=False, install_signal_handlers=False)
    await loop.run_in_executor(None, connections.close_all)
    await sync_to_async(connections.close_all)()  # of the thread that stays for the next worker
