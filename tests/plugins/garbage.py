"""Python would look through the collected tests for garbage again and again; here it does not."""

import gc

ALLOCATIONS = 50_000  # until it looks through what is new


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 20, 10)
