"""Bring mutated files, settings and calls to every door: the doors answer, and what passes is conserved.

    python -m tests.fuzz --files 1000 --seed 1            a thousand cases; findings go to stdout
    python -m tests.fuzz --files 100000 --jobs 2 --out F  a hundred thousand, in chunks kept in folder F

A chunk whose answers are in F already is not asked again. The summary counts cases by door and outcome.
"""

import argparse
import faulthandler
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.answers import answered
from tests.fuzz.cases import TREE, drawn

CHUNK = 500
PATIENCE = 600.0
"""Seconds by the clock after which a case that cannot even be interrupted ends its chunk."""


def copied(folder: Path) -> Path:
    """Return a folder with the shipped scenarios and experiments in it."""
    for room, pattern in (("scenarios", "*.*"), ("experiments", "*.yaml")):
        (folder / room).mkdir()
        for path in (TREE / room).glob(pattern):
            shutil.copy(path, folder / room)
    return folder


def ask_chunk(seed: int, numbers: range, out: Path) -> None:
    """Ask cases one after another; write a line each once its answer is there."""
    with TemporaryDirectory() as name, out.open("a", encoding="utf-8") as lines:
        folder = copied(Path(name))
        for number in numbers:
            case = drawn(seed, number)
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            answer = answered(case, folder)
            faulthandler.cancel_dump_traceback_later()
            said = {"number": number, "door": case.door, "outcome": answer.outcome, "fault": answer.fault}
            if answer.fault:
                said |= {"words": answer.words.replace(name, ""), "case": json.loads(case.line())}
            lines.write(json.dumps(said) + "\n")
            lines.flush()


def asked(seed: int, numbers: range, out: Path) -> list[dict[str, object]]:
    """Ask a chunk in a process of its own, going on after a case that ended it; return what it wrote."""
    while True:
        there = (
            [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
            if out.exists()
            else []
        )
        if len(there) >= len(numbers):
            return there
        left = numbers[len(there) :]
        command = [sys.executable, "-m", "tests.fuzz", "--chunk", str(left.start), "--files", str(len(left))]
        done = subprocess.run(
            [*command, "--seed", str(seed), "--out", str(out)],
            cwd=TREE,
            capture_output=True,
            text=True,
            check=False,
        )
        after = len(out.read_text(encoding="utf-8").splitlines()) if out.exists() else 0
        if done.returncode != 0 and after < len(numbers):
            case = drawn(seed, numbers[after])
            ended = {
                "number": numbers[after],
                "door": case.door,
                "outcome": "ended",
                "fault": "process ended",
            }
            ended |= {"words": done.stderr[-600:], "case": json.loads(case.line())}
            with out.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(ended) + "\n")


def summary(rows: Sequence[dict[str, object]]) -> str:
    """Return how many cases came to each door, what came of them, and what faults there are."""
    doors = Counter((row["door"], row["outcome"]) for row in rows)
    faults = Counter((row["door"], row["fault"]) for row in rows if row["fault"])
    lines = [
        f"{len(rows)} cases",
        *(f"  {door}: {outcome}: {count}" for (door, outcome), count in sorted(doors.items(), key=str)),
    ]
    lines += [
        "faults",
        *(f"  {door}: {fault}: {count}" for (door, fault), count in sorted(faults.items(), key=str)),
    ]
    return "\n".join(lines)


def fuzz(seed: int, files: int, jobs: int, out: Path) -> list[dict[str, object]]:
    """Ask so many cases in chunks, several at a time; return a row for each."""
    out.mkdir(parents=True, exist_ok=True)
    chunks = [range(start, min(start + CHUNK, files)) for start in range(0, files, CHUNK)]
    with ThreadPoolExecutor(jobs) as threads:
        found = threads.map(
            lambda numbers: asked(seed, numbers, out / f"{seed}-{numbers.start:06}.jsonl"), chunks
        )
        return [row for rows in found for row in rows]


def main() -> int:
    """Read the command line, ask, and print; the exit code says whether anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--chunk", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.chunk is not None:
        ask_chunk(given.seed, range(given.chunk, given.chunk + given.files), given.out)
        return 0
    with TemporaryDirectory() as name:
        rows = fuzz(given.seed, given.files, given.jobs, given.out or Path(name))
    for row in rows:
        if row["fault"]:
            print(json.dumps(row))  # noqa: T201
    print(summary(rows))  # noqa: T201
    return int(any(row["fault"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
