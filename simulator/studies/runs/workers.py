"""Workers: map a function over many pieces, here or in several processes, without losing any.

Answers come in the order of the pieces, whoever did them. A piece that raises is an answer too: it
says why. A worker that dies takes along only the pieces then under way; the pool is rebuilt, each of
these is tried again alone, and one that loses its worker a second time is given up.
"""

import pickle
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from simulator.studies.runs.carried_entries import Parcel, carried_entries, put_away, unpacked
from simulator.studies.runs.process_pool import ProcessPool

TRIES = 2  # times that a piece may lose its worker before it is given up
STILLBORN = 3  # breaks before the first answer after which workers are held to be unable to start
LOOK = 1.0  # how often cancelled work is looked for: an executor that is shut down tells none of it [s]
DIED = "its worker process died (killed, or out of memory)"

type Progress = Callable[[int, int], None]
type OnResult = Callable[[int, "Outcome[Any]"], None]


@dataclass(frozen=True)
class Outcome[A]:
    """Outcome of one piece of work: its result, or the error in one line with its trace."""

    result: A | None = None
    why: str = ""
    trace: str = ""


class WorkersError(RuntimeError):
    """No worker process lived to answer anything, or an executor is broken or takes no more work."""


class WorkerPool(Protocol):
    """Workers that take so many pieces at a time, and may be able to start afresh."""

    width: int

    def submit[P, A](self, work: Callable[[P], A], piece: P, /) -> Future[A]:
        """Begin a piece."""

    def end(self) -> str:
        """Stop all workers where they are one's own, and say how they ended, if that is known."""

    def rebuild(self) -> bool:
        """Start afresh after a break; say whether that was possible."""


class BorrowedExecutor:
    """An executor of the caller's: given everything at once, neither rebuilt nor shut down."""

    def __init__(self, executor: Executor, width: int) -> None:
        self._executor = executor
        self.width = width

    def submit[P, A](self, work: Callable[[P], A], piece: P) -> Future[A]:
        """Hand a piece to the executor."""
        return self._executor.submit(work, piece)

    def end(self) -> str:
        """Leave its workers alone: they are not ours."""
        return ""

    def rebuild(self) -> bool:
        """Leave it broken: it is not ours."""
        return False


def work_through[P, A](
    work: Callable[[P], A],
    pieces: Sequence[P],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    on_result: OnResult | None = None,
    ahead: int | None = None,
) -> list[Outcome[A]]:
    """Answer every piece, in order: here, in so many processes, or by an executor of the caller's.

    *heard* is told each answer at once, with the place of its piece; what it raises ends the work.
    An executor of the caller's is given *ahead* pieces at a time, or all at once.
    """
    if executor is not None:
        team = BorrowedExecutor(executor, max(1, ahead or len(pieces)))
        return _Round(team, work, pieces, progress, on_result).play()
    if jobs == 1 or len(pieces) < 2:
        answers: list[Outcome[A]] = []
        for at, piece in enumerate(pieces):
            answers.append(_attempt((work, piece)))
            if on_result is not None:
                on_result(at, answers[-1])
            _tell(progress, len(answers), len(pieces))
        return answers
    with ProcessPool(min(jobs, len(pieces))) as workers:
        return _Round(workers, work, pieces, progress, on_result).play()


def _attempt[P, A](task: tuple[Callable[[P], A], P]) -> Outcome[A]:
    """Do one piece. Errors travel as text: not every exception survives the way between processes."""
    work, piece = task
    try:
        return Outcome(work(piece))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this piece's answer
        return _failure(error)


def _attempt_alone[P, A](task: tuple[Callable[[P], A], P]) -> Outcome[A]:
    """Do one piece in a worker, without entries that an earlier study may have left there."""
    put_away()
    return _attempt(task)


def _attempt_carried(parcel: Parcel) -> bytes:
    """Do one piece in a worker that needs entries registered elsewhere; its answer may hold some of them."""
    import cloudpickle  # noqa: PLC0415 - only where there is something to carry

    try:
        task = unpacked(parcel)
    except Exception as error:  # noqa: BLE001 - such as a plug-in that is not installed where the worker is
        return bytes(cloudpickle.dumps(_failure(error)))
    return bytes(cloudpickle.dumps(_attempt(task)))


def _read[A](answer: "Outcome[A] | bytes") -> Outcome[A]:
    """Return what a worker answered, out of a parcel of entries registered here."""
    return pickle.loads(answer) if isinstance(answer, bytes) else answer  # noqa: S301 - our own worker


def _failure[A](error: BaseException) -> Outcome[A]:
    text = " ".join(str(error).split())
    kind = type(error).__name__
    return Outcome(why=f"{kind}: {text}" if text else kind, trace="".join(traceback.format_exception(error)))


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress is not None:
        progress(done, of)


class _Round[P, A]:
    """One pass through all pieces: waiting, under way, and suspected of killing workers."""

    def __init__(
        self,
        team: WorkerPool,
        work: Callable[[P], A],
        pieces: Sequence[P],
        progress: Progress | None,
        on_result: OnResult | None,
    ) -> None:
        self._team, self._work, self._pieces = team, work, pieces
        self._progress, self._on_result = progress, on_result
        self._carried = carried_entries()
        self._answers: dict[int, Outcome[A]] = {}
        self._waiting = deque(range(len(pieces)))
        self._suspects: deque[int] = deque()
        self._lost: Counter[int] = Counter()
        self._under_way: dict[Future[Any], int] = {}
        self._breaks = 0

    def play(self) -> list[Outcome[A]]:
        """Answer every piece."""
        try:
            while self._waiting or self._suspects or self._under_way:
                if not (self._hand_out() and self._take_in()):
                    self._recover()
        except BaseException:
            for future in self._under_way:
                future.cancel()
            raise
        return [self._answers[at] for at in range(len(self._pieces))]

    def _hand_out(self) -> bool:
        """Submit as many pieces as there is room for, a suspect only alone; say whether the pool stands."""
        queue, room = (self._suspects, 1) if self._suspects else (self._waiting, self._team.width)
        while queue and len(self._under_way) < room:
            try:
                future = self._begun(self._pieces[queue[0]])
            except BrokenExecutor:
                return False
            except Exception as refusal:  # noqa: BLE001 - an executor may refuse in any way of its own
                self._end_refused(refusal)
            self._under_way[future] = queue.popleft()
        return True

    def _end_refused(self, refusal: BaseException) -> NoReturn:
        """Keep what is under way and still answered, then end: an executor that refuses gets no better."""
        for future in wait([future for future in self._under_way if not future.cancelled()]).done:
            if not future.cancelled() and not isinstance(future.exception(), BrokenExecutor):
                self._keep(future)
        why = _failure(refusal).why
        raise WorkersError(
            f"the executor takes no more work: {why}; {len(self._answers)} of {len(self._pieces)} were done"
        ) from refusal

    def _begun(self, piece: P) -> "Future[Any]":
        if self._carried is None:
            return self._team.submit(_attempt_alone, (self._work, piece))
        try:
            parcel = self._carried.parcel(self._work, piece)
        except Exception as wrong:  # noqa: BLE001 - a piece that cannot be sent is answered so, as without entries
            unsent: Future[Any] = Future()
            unsent.set_exception(wrong)
            return unsent
        return self._team.submit(_attempt_carried, parcel)

    def _take_in(self) -> bool:
        """Wait for answers; say whether the team stands."""
        done, _ = wait(self._under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
        if any(future.cancelled() for future in self._under_way):
            self._end_refused(CancelledError("it cancelled work that was handed to it"))
        broken = [future for future in done if isinstance(future.exception(), BrokenExecutor)]
        for future in done.difference(broken):
            self._keep(future)
        return not broken

    def _keep(self, future: Future[Any]) -> None:
        error = future.exception()
        at = self._under_way.pop(future)
        self._take(at, _failure(error) if error is not None else _read(future.result()))

    def _take(self, at: int, answer: Outcome[A]) -> None:
        self._answers[at] = answer
        if self._on_result is not None:
            self._on_result(at, answer)
        _tell(self._progress, len(self._answers), len(self._pieces))

    def _recover(self) -> None:
        """Recover lost pieces after a break, and rebuild the pool."""
        wait(self._under_way)
        for future in list(self._under_way):
            if isinstance(future.exception(), BrokenExecutor):
                self._lost[at := self._under_way.pop(future)] += 1
                self._suspects.append(at)
            else:
                self._keep(future)
        self._breaks += 1
        if self._breaks >= STILLBORN and all(answer.why == DIED for answer in self._answers.values()):
            how = self._team.end()
            raise WorkersError(f"no worker process lived to give an answer{': ' if how else ''}{how}")
        if not self._team.rebuild():  # which piece was the cause, and that any was, cannot be known
            done = f"{len(self._answers)} of {len(self._pieces)} were done"
            raise WorkersError(f"the executor is broken, its worker processes died; {done}")
        self._give_up()

    def _give_up(self) -> None:
        for at in [at for at in self._suspects if self._lost[at] >= TRIES]:
            self._suspects.remove(at)
            self._take(at, Outcome(why=DIED))
