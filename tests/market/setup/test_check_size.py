"""Size checks: what settings come to together is refused with number, reason and how to lift the limit."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from simulator import InputError, load
from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel import size_limits
from simulator.domain.channel.distribution_model import Drawing
from simulator.domain.channel.member import Member
from simulator.market.setup.build_channel import build_channel, channel_faults
from simulator.market.simulate import simulate
from simulator.views.cli.app import app
from tests.worlds.small import small_scenario, small_world, written

TIERS = [{"name": f"t{number}"} for number in range(20)]
LINES = {"model": "supply_line", "lines": 5000, "tiers": TIERS, "demand": {"process": "constant", "mean": 1}}


def whole(number: int) -> dict[str, Any]:
    """Return that many regions of equal share."""
    return {f"r{at}": {"share": 1 / number} for at in range(number)}


FEW = 0.01
"""So small a limit is passed by worlds that are quickly drawn: 200 members, 100,000 and 200,000 rows."""


def dealers(number: int, **more: Any) -> dict[str, Any]:
    """Return that many dealers in each region."""
    return {"model": "authorized_dealers", "dealers_per_region": number, **more}


def alike(number: int) -> dict[str, Any]:
    """Return that many segments of equal share."""
    return {f"s{at}": {**small_world()["segments"]["savers"], "share": 1 / number} for at in range(number)}


TOO_LARGE = {
    "members of one model": (
        {"regions": whole(20), "distribution": {"model": "open_resale", "resellers": 5000}},
        "members than may be drawn; the limit is 200:",
    ),
    "members of several models": (
        {"distribution": [dealers(40, label=f"way{at}") for at in range(50)]},
        "members than may be drawn; the limit is 200:",
    ),
    "members that an event opens": (
        {"events": [{"week": 3, "open_channel": dealers(150)}]},
        "members than may be drawn; the limit is 200:",
    ),
    "rows of a table": (
        {"regions": whole(60), "segments": alike(20), "distribution": dealers(2)},
        "121 offers × 60 regions × 20 segments come to 145,200 rows a table; the limit is 100,000:",
    ),
    "records": (
        {"regions": whole(60), "distribution": dealers(2), "weeks": 2000},
        "121 products handled by members × 2,000 weeks come to 242,000 rows; the limit is 200,000:",
    ),
}


@pytest.mark.parametrize("which", TOO_LARGE)
def test_what_settings_come_to_is_refused_with_its_limit(which: str) -> None:
    """Before anything is played, with the number, the limit and the key that lifts it."""
    changes, sentence = TOO_LARGE[which]
    scenario = small_scenario(**changes, size_limit=FEW)

    ((keys, why),) = channel_faults(scenario)
    assert keys == ("distribution",)
    assert sentence in why
    assert "size_limit" in why
    with pytest.raises(InputError, match="size_limit"):
        simulate(scenario)


def test_members_are_counted_while_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand are refused at the first above the limit, not after the last."""
    built: list[Member] = []
    add = Drawing.add
    monkeypatch.setattr(Drawing, "add", lambda own, one, *terms: built.append(add(own, one, *terms)) or one)
    lines = small_scenario(distribution=LINES, size_limit=FEW)

    ((_, why),) = channel_faults(lines)
    assert "the limit is 200:" in why
    assert len(built) == 200


def test_customers_times_outlets_at_hand_are_refused_where_they_stand(tmp_path: Path) -> None:
    """In the file, with its line, exit 2, and nothing written."""
    path = written(tmp_path / "large.json", customers=10_000_000, candidates=64)
    answer = CliRunner().invoke(app, ["run", str(path), "--out", str(tmp_path / "out")])

    assert answer.exit_code == 2
    assert "10,000,000 customers × 64 candidates come to 640,000,000 places" in " ".join(
        answer.output.split()
    )
    assert not (tmp_path / "out").exists()
    with pytest.raises(InputError, match="or lift it with size_limit"):
        load(path)


def test_the_usual_limit_is_that_of_a_common_machine() -> None:
    """A thousand and one lines of twenty tiers are refused, and the limit is told."""
    ((_, why),) = channel_faults(small_scenario(distribution={**LINES, "lines": 1001}))
    assert "the limit is 20,000:" in why


def test_the_limit_is_lifted_and_lowered_by_its_key() -> None:
    """A multiple of the usual limits; at 1 the limit itself passes, one member more does not."""
    most = size_limits.MOST_MEMBERS
    sixty = {"regions": whole(60), "distribution": {"model": "authorized_dealers", "dealers_per_region": 2}}
    members = len(build_channel(small_scenario(**sixty), KeyedRandom(1)))

    exactly, below = members / most, (members - 1) / most
    assert not list(channel_faults(small_scenario(**sixty, size_limit=exactly)))
    ((_, why),) = channel_faults(small_scenario(**sixty, size_limit=below))
    assert f"the limit is {members - 1:,}" in why
    places = {"customers": 10_000_000, "candidates": 64}
    assert small_scenario(**places, size_limit=4).customers == 10_000_000
