"""Benchmarks: uv run python experiments/benchmarks/run.py [NAME…] [--json FILE].

Machines are noisy, so every figure that matters is a ratio of two things timed in turn in one run.
Names: choice, compare, conflict, memory, needs, recording, scale, start, supply; without one, all of them.
`figures.json` keeps the last ones committed.
"""

import json
import platform
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # benchmarks are scripts beside this one, not a package
NAMES = ("choice", "compare", "conflict", "memory", "needs", "recording", "scale", "start", "supply")


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Which to run: {', '.join(NAMES)}.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures there too.")] = None,
) -> None:
    """Run benchmarks and print their figures, one line each."""
    unknown = [name for name in names or [] if name not in NAMES]
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(NAMES)}", file=sys.stderr)
        raise typer.Exit(2)
    figures: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine()}
    for name in names or NAMES:
        measure: Callable[[], dict[str, Any]] = import_module(f"{name}_speed").measured
        figures[name] = measure()
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in figures[name].items()), flush=True)
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    typer.run(main)
