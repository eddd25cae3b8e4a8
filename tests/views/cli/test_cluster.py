"""Cluster: an address that is none, a scheduler that is not there, and Dask that is not installed."""

import socket
import sys

import pytest
from typer.testing import CliRunner

from simulator.views.cli import cluster
from simulator.views.cli.app import app

WORLD = "scenarios/beer_game.yaml"
SHORT = ("--set", "weeks=8", "--seeds", "2", "--format", "csv")
VERBS = {
    "run": ("run", WORLD, *SHORT),
    "compare": ("compare", WORLD, WORLD, *SHORT),
    "advise": (
        *("advise", "scenarios/espresso.yaml", *SHORT, "--set", "customers=300", "--no-flips"),
        *("--models", "direct_automated,open_resale"),
    ),
}


def asked(*arguments):
    """Return how a command ended."""
    return CliRunner().invoke(app, ["run", WORLD, *arguments])


@pytest.mark.parametrize(
    "address", ["", "host", "host:8786", "http://host:8786", "tcp://host", "tcp://host:99999", "tcp://:8786"]
)
def test_an_address_that_is_none_is_refused(address):
    """The option is named, with an example of what it takes; nothing is played."""
    ended = asked("--dask", address)

    assert ended.exit_code == 2
    assert "--dask: should be an address such as tcp://HOST:8786" in ended.output


def test_where_no_scheduler_answers_that_is_told(monkeypatch):
    """After some patience, and with exit code 2."""
    pytest.importorskip("distributed", reason="needs the extra 'distributed'")
    monkeypatch.setattr(cluster, "PATIENCE", "0.2s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    ended = asked("--dask", address)

    assert ended.exit_code == 2
    assert f"--dask: no scheduler answers at {address}" in ended.output


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "verb", ["run", *(pytest.param(v, marks=pytest.mark.nightly) for v in VERBS if v != "run")]
)
def test_a_command_on_a_cluster_prints_what_it_prints_without(verb):
    """A scheduler and a worker in this process: the same rows, to the last digit."""
    distributed = pytest.importorskip("distributed", reason="needs the extra 'distributed'")
    with distributed.LocalCluster(
        n_workers=1, processes=False, dashboard_address=None, protocol="tcp", host="127.0.0.1"
    ) as local:
        there = CliRunner().invoke(app, [*VERBS[verb], "--dask", local.scheduler_address])
    here = CliRunner().invoke(app, [*VERBS[verb], "--jobs", "1"])

    assert (there.exit_code, there.stdout) == (0, here.stdout), there.output


def test_without_dask_the_command_that_installs_it_is_told(monkeypatch):
    """A missing extra is no traceback."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = asked("--dask", "tcp://127.0.0.1:8786")

    assert ended.exit_code == 2
    assert "install it by: uv pip install 'channel-simulator[distributed]'" in ended.output
