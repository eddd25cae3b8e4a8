"""Process pool: worker processes that can be rebuilt, and that never outlive their parent.

Workers never inherit what the parent did. Where the platform has it, a server that has loaded the engine
once forks them; elsewhere each is spawned and loads it anew. Each computes on one thread:
with as many workers as cores, numeric libraries that each take all cores would only be in their own way.

All workers are started at once. A pool that adds one while at work does not watch it until the next answer
comes, and would wait without end for one that was killed before.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
)
AHEAD = 2  # pieces handed out per worker, so that none waits for its next one
INTERRUPTED = 130
UNGUARDED = 78  # exit code of a worker that, while it starts, runs a script that asks for workers
ENGINE = "simulator.market.simulate"
GUARD = "a script that asks for several jobs must do so under: if __name__ == '__main__':"


class ProcessPool:
    """So many worker processes, to be used in a `with` statement."""

    def __init__(self, workers: int) -> None:
        self.width = AHEAD * workers
        self._workers = workers
        self._born: list[BaseProcess] = []
        _leave_if_starting()
        self._closing = contextlib.ExitStack()
        self._pool = self._start()

    def __enter__(self) -> Self:
        """Keep the workers' libraries to one thread while the pool stands."""
        self._closing.enter_context(_one_thread_each())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let idle workers go; on an error or an interrupt, end them where they are."""
        with self._closing:
            self._stop(at_once=kind is not None)

    def submit[P, A](self, work: Callable[[P], A], piece: P) -> Future[A]:
        """Hand a piece to the workers."""
        with _interrupts_held(), _typed_main_held():
            future = self._pool.submit(work, piece)
        self._born = list((getattr(self._pool, "_processes", None) or {}).values()) or self._born
        return future

    def end(self) -> str:
        """Stop all workers, and say how any ended by itself."""
        self._stop(at_once=True)
        codes = {worker.exitcode for worker in self._born} - {None, 0, -signal.SIGTERM}
        if UNGUARDED in codes:
            return GUARD
        return "; ".join(_told(code) for code in sorted(code for code in codes if code is not None))

    def rebuild(self) -> bool:
        """Start afresh after a worker died."""
        self._stop(at_once=True)
        self._pool = self._start()
        return True

    def _start(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self._workers, mp_context=_context(), initializer=_settle)
        # All workers at once: one that is added to a pool at work is not watched until the next answer
        # comes, and if it is killed before that, none ever does.
        pool._safe_to_dynamically_spawn_children = False  # type: ignore[attr-defined]
        return pool

    def _stop(self, *, at_once: bool) -> None:
        workers = list((getattr(self._pool, "_processes", None) or {}).values()) if at_once else []
        for worker in workers:
            worker.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Return how processes are started. The system libraries of macOS do not survive a fork."""
    if sys.platform == "darwin" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([ENGINE])
    return context


def _leave_if_starting() -> None:
    """Leave a worker that, while it starts, runs its parent's script and is told to start workers."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        os._exit(UNGUARDED)


def _told(code: int) -> str:
    """Say how a process ended.

    >>> _told(-9), _told(3)
    ('killed by signal 9', 'ended with exit code 3')
    """
    return f"killed by signal {-code}" if code < 0 else f"ended with exit code {code}"


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Tell libraries that are loaded from now on, here and in children, to use one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C for a moment: a process started now never sees it, its parent sees it after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _typed_main_held() -> Iterator[None]:
    """Hide that lines typed or piped in came from a file '<stdin>': workers would look for it."""
    main = sys.modules["__main__"]
    file = getattr(main, "__file__", None)
    if file is None or Path(file).is_file():
        yield
        return
    del main.__file__
    try:
        yield
    finally:
        main.__file__ = file


def _settle() -> None:
    """Begin a worker: leave Ctrl-C to the parent, and go when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREADS, "1"))  # a server started earlier has the environment of then
    threading.Thread(target=_go_with_the_parent, daemon=True).start()


def _go_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(INTERRUPTED)
