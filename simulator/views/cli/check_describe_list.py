"""Check, describe, list, schema: the commands that play nothing and answer at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.views.cli.options import Files, Formats, OneFile, Set, loaded
from simulator.views.output.exit_codes import BadInputError, answering, put, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.checks.inconsistency import Inconsistency
    from simulator.scenario.schema import Scenario


@answering
def check_files(scenarios: Files, changes: Set = None) -> None:
    """Say whether scenario files are right; every mistake is reported with its place.

    What is right and may not be meant is told on stderr, with its place; that is no mistake.
    """
    from simulator.scenario.sample import customers_played  # noqa: PLC0415
    from simulator.studies.runs.written_numbers import written  # noqa: PLC0415

    for path, scenario in zip(scenarios, loaded(scenarios, changes), strict=True):
        is_sampled = scenario.people_per_customer > 1
        played = f" (played by {written(customers_played(scenario))})" if is_sampled else ""
        who = f"{written(scenario.customers)} customers{played}"
        put(f"{path}: fine: {scenario.name}, {who}, {scenario.weeks} weeks")
        for note in _placed_notes(path, scenario, changes or ()):
            say(note)
        for told in _kept(path, scenario):
            put(f"{path}: {'; '.join(told)}")


@answering
def describe_scenario(scenario: OneFile, changes: Set = None) -> None:
    """Describe a scenario in plain sentences."""
    from simulator.scenario.describe.describe import describe  # noqa: PLC0415

    _refuse_entry(scenario)
    (given,) = loaded([scenario], changes)
    put(describe(given))
    notes = [f"{'.'.join(map(str, keys))}: {text}" for keys, text in _notes(given)]
    if notes:
        put("\n".join(["What is right, and may not be meant", *(f"- {note}" for note in notes)]))
    for head, *told in _kept(scenario, given):
        put("\n".join([f"What was {head}" if told else head, *(f"- {one}" for one in told)]))


def _refuse_entry(scenario: str) -> None:
    """Refuse the name of an entry where a file is asked for, with the command that tells of it."""
    from simulator.views.terminal.registries import commands_for  # noqa: PLC0415

    if not Path(scenario).exists() and (told := commands_for(scenario)):
        raise BadInputError(f"{scenario}: there is no such file; {told}")


def _kept(path: str, scenario: "Scenario") -> list[list[str]]:
    """Return what the file keeps of probes and fits of its world, in sentences; nothing is played."""
    from simulator.scenario.kept.kept_words import kept_sentences, yet_to_fit_sentence  # noqa: PLC0415
    from simulator.scenario.kept.read_kept import kept_findings, yet_to_fit  # noqa: PLC0415
    from simulator.studies.runs.model_version import model_version  # noqa: PLC0415

    found = [kept_sentences(one, model_version()) for one in kept_findings(path, scenario)]
    return [*found, *([yet_to_fit_sentence(*one)] for one in yet_to_fit(path))]


def _notes(scenario: "Scenario") -> "list[Inconsistency]":
    """Return what is right and may not be meant, each with its keys."""
    from simulator.market.setup.build_channel import channel_notes  # noqa: PLC0415

    return list(channel_notes(scenario))


def _placed_notes(path: str, scenario: "Scenario", changes: "Iterable[str]") -> "Iterator[str]":
    """Yield what is right and may not be meant, each with its place in the files and its key."""
    from simulator.scenario.load import places_in  # noqa: PLC0415

    notes = _notes(scenario)
    places = places_in(path, [keys for keys, _ in notes], changes) if notes else []
    for place, (keys, text) in zip(places, notes, strict=True):
        yield str(place.complaint("", f"note: {'.'.join(map(str, keys))}: {text}"))


@answering
def list_entries(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="distribution_models, pricing, ordering, messages, interventions, metrics, switches …",
            metavar="KIND",
        ),
    ] = None,
    name: Annotated[str | None, typer.Argument(help="One of them, in full.", metavar="NAME")] = None,
    form: Formats = Format.TABLE,
) -> None:
    """List what a scenario can name: models, policies, messages, interventions, metrics, switches."""
    from simulator.views.terminal.registries import put_entry, put_kinds, put_registry  # noqa: PLC0415

    if kind is None:
        put_kinds(form)
    elif name is None:
        put_registry(kind, form)
    else:
        put_entry(kind, name, form)


@answering
def print_schema(
    overlay: Annotated[
        bool, typer.Option("--overlay", help="The schema of files that extend another one.")
    ] = False,
    experiment: Annotated[bool, typer.Option("--experiment", help="The schema of experiment files.")] = False,
) -> None:
    """Print the JSON Schema of scenario files, for editors that check while one types."""
    from simulator.scenario.json_schema import full_schema, overlay_schema  # noqa: PLC0415
    from simulator.views.output.csv_json import as_json  # noqa: PLC0415

    if overlay and experiment:
        raise BadInputError("--overlay and --experiment exclude each other")
    if experiment:
        from simulator.studies.experiment.plan import plan_schema  # noqa: PLC0415

        put(as_json(plan_schema()))
        return
    put(as_json(overlay_schema() if overlay else full_schema(), indent=None))
