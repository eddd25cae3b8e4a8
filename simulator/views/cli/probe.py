"""Probe: the verb that plays a world briefly and tells what it implies, beside published ranges."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from simulator.views.cli.jobs import jobs_for
from simulator.views.cli.options import (
    Formats,
    Jobs,
    OneFile,
    Out,
    Seed,
    Seeds,
    Set,
    Write,
    loaded,
    seeds_given,
    writable,
)
from simulator.views.cli.progress import bar
from simulator.views.output.csv_json import as_csv, as_json, records
from simulator.views.output.exit_codes import BadInputError, answering, end_by, put, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.probing.probe_findings import Probe


@answering
def probe_scenario(
    scenario: OneFile,
    seeds: Seeds = None,
    seed: Seed = None,
    changes: Set = None,
    jobs: Jobs = None,
    form: Formats = Format.TABLE,
    out: Out = None,
    write: Write = False,
) -> None:
    """Tell what a world implies, such as elasticities and margins; mark what is outside published ranges."""
    from simulator.studies.probing.probe import SEEDS, probe, variants_of  # noqa: PLC0415 - slow to import
    from simulator.studies.probing.write_probe import write_probe  # noqa: PLC0415
    from simulator.views.output.results_folder import new_folder, write_probe_folder  # noqa: PLC0415

    writable([scenario] if write else [])
    if write and changes:
        raise BadInputError(
            "--write: with --set another world is probed than the file's; leave one of them out"
        )
    (given,) = loaded([scenario], changes)
    chosen = seeds_given(seed, seeds, SEEDS)
    played, _ = variants_of(given)
    workers = jobs_for([one.scenario for one in played.values()], len(chosen), jobs)
    with nullcontext() if out is None else new_folder(out) as folder:
        with bar("runs") as progress:
            found = probe(given, chosen, jobs=workers, progress=progress)
        if folder is not None:
            write_probe_folder(folder, found, scenario)
    if write and found.failures:
        say(f"{scenario}: nothing is written: a run failed")
    elif write:
        write_probe(found, scenario)
        say(f"written: {scenario}")
    put_probe(found, form)
    end_by(found.failures)


def put_probe(found: "Probe", form: Format) -> None:
    """Put what a world implies: a page, or one tidy table."""
    if form is Format.CSV:
        put(as_csv(found.table()))
    elif form is Format.JSON:
        content = {"scenario": found.scenario.name, "seeds": found.seeds, "rows": records(found.table())}
        put(as_json(content | {"failures": [failure._asdict() for failure in found.failures]}))
    else:
        from simulator.views.terminal.probe import show_probe  # noqa: PLC0415 - nothing is drawn otherwise

        show_probe(found)
