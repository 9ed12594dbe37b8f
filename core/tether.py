"""Run a module that ends with its parent: python -m core.tether MODULE ARGUMENT …

Standard input is a pipe that the parent holds open. The kernel closes it when the parent is gone,
on kill -9 too.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
