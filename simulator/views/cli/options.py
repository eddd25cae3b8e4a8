"""Options: what a command line may say, and what it means."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.studies.robustness import RANKED_DRAWS
from simulator.views.output.exit_codes import BadInputError
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.scenario.schema import Scenario


FEWEST_DRAWS = 4


class Detail(StrEnum):
    """How much a ledger keeps."""

    SUMMARY = "summary"
    SALES = "sales"
    JOURNEYS = "journeys"


OneFile = Annotated[str, typer.Argument(help="A scenario file.", metavar="SCENARIO")]
Files = Annotated[list[str], typer.Argument(help="Scenario files.", metavar="SCENARIO…")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a setting, such as weeks=26; may be repeated."),
]
Seed = Annotated[int | None, typer.Option(help="Play this one seed only.", metavar="NUMBER")]
Seeds = Annotated[
    str | None,
    typer.Option(help="How many seeds, counted from 1, or the seeds themselves: 7,11,13.", metavar="SEEDS"),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option(
        help="What to measure, such as conflict or conflict:type; with commas, or repeated. "
        "See: simulator list metrics",
        metavar="METRIC",
    ),
]
Details = Annotated[
    Detail | None, typer.Option(help="How much the ledger keeps; left out, what the scenario says.")
]
Jobs = Annotated[
    int | None,
    typer.Option(help="Worker processes; left out, as many as pay.", metavar="NUMBER"),
]
Formats = Annotated[Format, typer.Option("--format", help="How data is written to stdout.")]
Out = Annotated[
    str | None,
    typer.Option(
        help="A new folder for tidy tables, ledgers, a manifest and, of a comparison, report.html.",
        metavar="FOLDER",
    ),
]
Write = Annotated[
    bool,
    typer.Option(
        "--write",
        help="Write the answer, with the hash of the world that was played, into the scenario file.",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        help="The scenario that the others are compared with: its place, from 1, its name or its file.",
        metavar="SCENARIO",
    ),
]
Decomposed = Annotated[
    bool, typer.Option("--decompose", help="Say what of the difference is the channel's, what the message's.")
]

Assumptions = Annotated[
    int,
    typer.Option(
        help=(
            "With --out, how many worlds are drawn to see whether the report's signs hold; 0: none. "
            f"From {RANKED_DRAWS} on, also what they hang on and where they turn."
        ),
        metavar="NUMBER",
        min=0,
        max=10_000,
    ),
]


Levers = Annotated[
    int,
    typer.Option(
        help="On how many of the seeds differences are split into reach, price, message, service and luck, "
        "with up to nineteen runs each; 0: not at all.",
        metavar="SEEDS",
        min=0,
    ),
]


def seeds_given(seed: int | None, seeds: str | None, default: int) -> tuple[int, ...]:
    """Read the seeds: one of its own, a number of them, or a list."""
    from simulator.scenario.errors.arguments import ArgumentError  # noqa: PLC0415
    from simulator.studies.runs.seeds import seeds_of  # noqa: PLC0415

    if seed is not None and seeds is not None:
        raise BadInputError("--seed and --seeds exclude each other")
    try:
        if seed is not None:
            return seeds_of([seed])
        if seeds is None:
            return seeds_of(default)
        numbers = [int(part) for part in seeds.split(",")]
        return seeds_of(numbers if "," in seeds else numbers[0])
    except ArgumentError as wrong:
        told = wrong.complaints[0].text
        raise BadInputError(f"--{'seeds' if seed is None else 'seed'}: {told}") from None
    except ValueError:
        told = "write a number of seeds, or seeds with commas between"
        raise BadInputError(f"--{'seeds' if seed is None else 'seed'}: {told}") from None


def several(paths: Sequence[str]) -> Sequence[str]:
    """Return the files of a comparison; one alone is none."""
    if len(paths) < 2:
        raise BadInputError("compare: give at least two scenario files; for one there is: simulator run")
    return paths


def loaded(
    paths: Sequence[str], changes: Sequence[str] | None, detail: Detail | None = None
) -> "list[Scenario]":
    """Load scenarios; all complaints about all files are told at once."""
    from simulator.market.setup.build_channel import channel_faults  # noqa: PLC0415
    from simulator.scenario.errors.scenario_error import ScenarioError  # noqa: PLC0415
    from simulator.scenario.load import load  # noqa: PLC0415

    settings = [*(changes or []), *([f"detail={detail.value}"] if detail else [])]
    scenarios, errors = [], []
    for path in paths:
        try:
            scenarios.append(load(path, set=settings, also=channel_faults))
        except ScenarioError as error:
            errors.append(error)
    if errors:
        complaints = {str(complaint): complaint for error in errors for complaint in error.complaints}
        raise ScenarioError(list(complaints.values()), sum(error.unsaid for error in errors))
    return scenarios


def writable(files: Sequence[str]) -> None:
    """Refuse, before anything is played, to write into files that come with the simulator."""
    from simulator.scenario.yaml.shipped_files import is_shipped  # noqa: PLC0415

    for file in files:
        if is_shipped(file):
            told = "comes with the simulator and is not written to; write into a file that extends it"
            raise BadInputError(f"--write: {file} {told}")


def ranked(assumptions: int) -> None:
    """Refuse a number of draws from which no influence can be ranked."""
    if 0 < assumptions < FEWEST_DRAWS:
        raise BadInputError(f"--assumptions: must be 0 or at least {FEWEST_DRAWS}, not {assumptions}")


def comparable(
    scenarios: "Mapping[str, Scenario]", baseline: str, paths: Sequence[str], changes: Sequence[str] | None
) -> None:
    """Refuse scenarios that cannot be compared, with the places in both files."""
    from simulator.scenario.load import place_in  # noqa: PLC0415
    from simulator.studies.comparison.comparable import refuse_incomparable  # noqa: PLC0415

    files = dict(zip(scenarios, paths, strict=True))
    refuse_incomparable(scenarios, baseline, lambda label, key: place_in(files[label], key, changes or ()))


def decomposable(scenarios: "Sequence[Scenario]", baseline: int, *, asked: bool) -> None:
    """Refuse a decomposition of scenarios if their channels and messages cannot be swapped."""
    from simulator.studies.comparison.decompose import BlocksError, factorial_design  # noqa: PLC0415

    for other in scenarios if asked else ():
        try:
            factorial_design(("the baseline", "the other"), (scenarios[baseline], other))
        except BlocksError as error:
            raise BadInputError(f"--decompose: {error}") from None


def exchangeable(scenarios: "Sequence[Scenario]", baseline: int, levers: int, seeds: int) -> None:
    """Refuse to split differences if levers do not fit, or on more seeds than are played."""
    from simulator.studies.comparison.lever_corners import LeversError  # noqa: PLC0415
    from simulator.studies.comparison.lever_design import lever_design  # noqa: PLC0415

    if levers > seeds:
        raise BadInputError(f"--levers: at most the {seeds} seeds that are played, not {levers}")
    for other in scenarios if levers else ():
        try:
            lever_design(("the baseline", "the other"), (scenarios[baseline], other))
        except LeversError as error:
            raise BadInputError(f"--levers: {error}") from None


def labelled(scenarios: "Sequence[Scenario]", paths: Sequence[str]) -> list[str]:
    """Return what to call the scenarios: their names, with file and number where they are equal."""
    from simulator.studies.runs.labels import labels_of  # noqa: PLC0415

    names = [scenario.name for scenario in scenarios]
    told = [
        name if names.count(name) == 1 else f"{name} [{Path(path).stem}]"
        for name, path in zip(names, paths, strict=True)
    ]
    return list(labels_of(told))


def place_of(baseline: str | None, labels: Sequence[str], paths: Sequence[str]) -> int:
    """Return the place of the baseline among the scenarios: given by place, name or file."""
    if baseline is None:
        return 0
    if baseline.isdecimal() and 1 <= int(baseline) <= len(labels):
        return int(baseline) - 1
    for at, (label, path) in enumerate(zip(labels, paths, strict=True)):
        if baseline in (label, path, Path(path).name, Path(path).stem):
            return at
    raise BadInputError(f"--baseline: no scenario '{baseline}'; give 1 to {len(labels)}, or a name")


def questions_given(metrics: Sequence[str] | None) -> list[str] | None:
    """Read the requested metrics, and refuse unknown ones."""
    from simulator.studies.runs.questions import UnknownQuestionError, questions_of  # noqa: PLC0415

    if metrics is None:
        return None
    asked = [part.strip() for given in metrics for part in given.split(",") if part.strip()]
    if not asked:
        raise BadInputError("--metrics: name at least one; see: simulator list metrics")
    try:
        return [str(question) for question in questions_of(asked)]
    except UnknownQuestionError as wrong:
        raise BadInputError(f"--metrics: {wrong}") from None
