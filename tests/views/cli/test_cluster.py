"""Cluster: an address that is none, a scheduler that is not there, and Dask that is not installed."""

import sys

import pytest
from typer.testing import CliRunner

from simulator.views.cli.app import app

WORLD = "scenarios/beer_game.yaml"


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


def test_without_dask_the_command_that_installs_it_is_told(monkeypatch):
    """A missing extra is no traceback."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = asked("--dask", "tcp://127.0.0.1:8786")

    assert ended.exit_code == 2
    assert "install it by: uv pip install 'channel-simulator[distributed]'" in ended.output
