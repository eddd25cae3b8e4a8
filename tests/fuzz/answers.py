"""Answers: a case is brought to the door that users use; what passes is played, and laws are looked at."""

import json
import re
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import simulator
from simulator import InputError
from simulator.market.state.money_counted import MoneyError
from simulator.scenario.schema import Scenario
from simulator.views.cli.app import app
from tests.fuzz.cases import Case
from tests.fuzz.laws import broken_laws

LONGEST = 20.0
"""Seconds of work after which a door, or a short run, counts as hung."""
SHORT = (
    ("customers=40", "weeks=12"),
    ("customers=40", "weeks=12", "events=[]", "campaigns=[]"),
    ("customers=40",),
)
"""Settings that make a world small enough to be played; where the first is refused, the next is tried."""
LONGEST_PLAYED = 60
PLACED = re.compile(r"(.+?:\d+(:\d+)?: |.+?: is larger than \d+ KiB; |--set |… and \d+ more)")
PLACED_IN_A_CALL = re.compile(r"""\w+\(.*?\): |[\w.]+: |experiment '.*?': |no [\w ]+ called ['"]""")
POINTS = re.compile(r"(\d+) points? ×")
MOST_POINTS = 6


class TooLongError(BaseException):
    """A door that does not answer; no handler of errors is to catch it."""


@dataclass
class Answer:
    """What came of a case: refused, passed or played, or a fault of a kind, and the words."""

    outcome: str = "passed"
    fault: str = ""
    words: str = ""


@contextmanager
def soon(seconds: float = LONGEST) -> Iterator[None]:
    """Give up what works for longer than so many seconds of its own time."""

    def give_up(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def answered(case: Case, folder: Path) -> Answer:
    """Bring a case to its door in a folder that holds scenarios and experiments."""
    written = folder / case.file if case.file else None
    kept = written.read_bytes() if written is not None and written.exists() else None
    if written is not None:
        written.write_bytes(case.bytes)
    there = set(folder.rglob("*"))
    answer = Answer()
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always", RuntimeWarning)
            _ask(case, folder, answer)
        told = [str(one.message) for one in warned if issubclass(one.category, RuntimeWarning)]
        if told and not answer.fault:
            answer.fault, answer.words = "warning", told[0]
        if set(folder.rglob("*")) != there and not answer.fault:
            answer.fault, answer.words = "written", "files are left behind"
    except TooLongError:
        answer.fault, answer.words = "hang", f"no answer within {LONGEST:g} seconds"
    except Exception as error:  # noqa: BLE001 - anything at all is what is looked for
        answer.fault, answer.words = "traceback", _last(error)
    finally:
        if kept is not None and written is not None:
            written.write_bytes(kept)
        elif written is not None:
            written.unlink(missing_ok=True)
    return answer


def _last(error: BaseException) -> str:
    """Return where an error was raised, and what it says."""
    (*_, frame) = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {str(error)[:300]}"


def _ask(case: Case, folder: Path, answer: Answer) -> None:
    if case.door == "call":
        _call(case, folder, answer)
        return
    path = str(folder / case.opens)
    verb = ["sweep", path, "--dry-run"] if case.door == "experiment" else ["check", path]
    settings = [word for setting in case.words for word in ("--set", setting)]
    output = _invoked([*verb, *settings], answer)
    if answer.outcome == "refused" or answer.fault:
        return
    if case.door == "experiment":
        count = POINTS.search(output)
        if count and int(count[1]) <= MOST_POINTS:
            _invoked(
                ["sweep", path, "--seeds", "1", "--jobs", "1", "--set", "customers=20", "--set", "weeks=12"],
                answer,
            )
            answer.outcome = "played" if answer.outcome == "passed" else "passed"
        return
    _invoked(["describe", path, *settings], answer)
    if not answer.fault:
        _play(lambda words: simulator.load(path, set=[*case.words, *words]), answer)


def _invoked(words: Sequence[str], answer: Answer) -> str:
    """Say a command line; return what it put out, and note what is wrong with its answer."""
    with soon():
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    if result.exit_code == 2:
        answer.outcome = "refused"
        lines = result.stderr.splitlines()
        loose = [line for line in lines if not PLACED.match(line)]
        if loose or not lines:
            answer.fault, answer.words = "unplaced", (loose or ["nothing is said"])[0][:300]
        elif not "".join(lines).isprintable():
            answer.fault, answer.words = "unprintable", repr("".join(lines))[:300]
    elif result.exit_code != 0:
        answer.fault, answer.words = f"exit {result.exit_code}", result.stderr[-300:]
    return result.output


def _play(made: Callable[[tuple[str, ...]], Scenario], answer: Answer) -> None:
    """Play what passed, made small by settings as a user makes it, and look at the laws."""
    for words in SHORT:
        try:
            with soon():
                scenario = made(words)
        except InputError:
            continue
        if scenario.weeks > LONGEST_PLAYED:
            continue
        _played(scenario, answer)
        return


def _played(scenario: Scenario, answer: Answer) -> None:
    try:
        with soon(3 * LONGEST):
            ledger = simulator.simulate(scenario, 1)
    except MoneyError:
        answer.outcome = "refused"  # what comes to too much may show itself only in its week
        return
    except InputError as refusal:
        answer.outcome, answer.fault, answer.words = "refused", "refused in play", str(refusal)[:300]
        return
    answer.outcome = "played"
    broken = broken_laws(ledger)
    if broken:
        answer.fault, answer.words = "law", "; ".join(broken)


CALLS: dict[str, Callable[[Scenario, str, str, Any], object]] = {
    "changed": lambda scenario, _, key, value: scenario.changed(**{key: value}),
    "set": lambda _, path, key, value: simulator.load(path, set=[f"{key}={value}"]),
    "seed": lambda scenario, _, __, value: simulator.simulate(scenario.changed(weeks=1, warm_up=0), value),
    "measure": lambda scenario, _, __, value: simulator.measure(_ledger_of(scenario), value),
    "experiment": lambda scenario, _, key, value: simulator.experiment(scenario, {key: value}),
    "using": lambda scenario, _, key, value: scenario.using(_model_of(scenario), **{key: value}),
}


def _model_of(scenario: Scenario) -> str:
    return str(scenario.model_dump(mode="json")["distribution"][0]["model"])


def _ledger_of(scenario: Scenario) -> Any:
    return simulator.simulate(
        scenario.changed(weeks=1, warm_up=0, review_weeks=1, events=[], campaigns=[]), 1
    )


def _call(case: Case, folder: Path, answer: Answer) -> None:
    """Call a function of the package; what it refuses it refuses by one exception, in a sentence."""
    call, key, written = case.words
    path = str(folder / case.opens)
    whole = simulator.load(path)
    scenario = whole.changed(customers=40) if whole.customers else whole
    try:
        with soon():
            made = CALLS[call](scenario, path, key, json.loads(written))
    except InputError as refusal:
        answer.outcome = "refused"
        loose = [
            line
            for line in str(refusal).splitlines()
            if not PLACED_IN_A_CALL.match(line) and not PLACED.match(line)
        ]
        if loose:
            answer.fault, answer.words = "unplaced", loose[0][:300]
        return
    if isinstance(made, Scenario):
        _play(lambda words: _smaller(made, words), answer)
        if answer.fault == "refused in play":  # only what is played draws the channel of a call
            answer.fault, answer.words = "", ""


def _smaller(scenario: Scenario, words: tuple[str, ...]) -> Scenario:
    """Return a scenario with the settings of *words* changed."""
    given = dict(word.split("=") for word in words)
    return scenario.changed(**{key: json.loads(value) for key, value in given.items()})
