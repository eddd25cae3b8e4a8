"""Command line. Data goes to stdout, all else to stderr; for exit codes see `exit_codes`.

Exit codes: 0 fine, 1 failure, 2 bad input, 3 some runs failed, 130 interrupted. Every verb imports
what is slow itself, so that help is there at once.
"""

import sys
from contextlib import suppress

import typer

from simulator.views.cli.advise import advise_on
from simulator.views.cli.check_describe_list import check_files, describe_scenario, list_entries, print_schema
from simulator.views.cli.fit import fit_scenario
from simulator.views.cli.for_every_verb import OptionsAnywhere, set_up
from simulator.views.cli.new import new_world
from simulator.views.cli.probe import probe_scenario
from simulator.views.cli.run_and_compare import compare_scenarios, run_scenario
from simulator.views.cli.sweep import sweep_experiment
from simulator.views.cli.validate import validate_simulator

app = typer.Typer(
    name="simulator",
    cls=OptionsAnywhere,
    help="A wind tunnel for distribution strategy: play scenarios, compare them, sweep, see who fights whom.",
    epilog="Exit codes: 0 fine, 1 failure, 2 bad input, 3 some runs failed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(set_up)
app.command("new")(new_world)
app.command("run")(run_scenario)
app.command("compare")(compare_scenarios)
app.command("sweep")(sweep_experiment)
app.command("validate")(validate_simulator)
app.command("advise")(advise_on)
app.command("probe")(probe_scenario)
app.command("fit")(fit_scenario)
app.command("check")(check_files)
app.command("describe")(describe_scenario)
app.command("list")(list_entries)
app.command("schema")(print_schema)


def run() -> None:
    """Read the command line and do what it says: the console entry point."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app()
