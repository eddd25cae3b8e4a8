"""Overlap notes: events of one kind that hold at once are told, with what they come to."""

from typing import Any

import pytest

from simulator import measure, simulate
from simulator.market.setup.build_channel import channel_notes
from tests.worlds.small import small_scenario

NORTH, SOUTH = {"region": ["north"]}, {"region": ["south"]}


def change(week: int, times: float, **more: Any) -> dict[str, Any]:
    """Return an event that changes a price."""
    return {"week": week, "do": {"price_change": {"times": times}}, **more}


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (
            [change(3, 0.9, lasts=5), change(5, 0.8, lasts=6)],
            ["weeks 5 to 7 at 4 outlets: what is asked is 0.72"],
        ),
        ([change(3, 0.9), change(5, 0.8)], ["weeks 5 to 12 at 4 outlets"]),
        ([change(3, 0.9, where=NORTH), change(5, 0.8)], ["at 2 outlets"]),
        ([change(3, 0.9, lasts=2), change(5, 0.8)], []),
        ([change(3, 0.9, where=NORTH), change(3, 0.8, where=SOUTH)], []),
        ([change(3, 0.9, who="rival"), change(3, 0.8, who="acme")], []),
        ([change(3, 0.9), {"week": 3, "do": {"price_floor": {"floor": 0.9}}}], []),
        (
            [{"week": week, "do": {"price_floor": {"floor": 0.9}}} for week in (2, 4)],
            ["the later one is laid over the earlier"],
        ),
    ],
)
def test_what_is_told(events: list[dict[str, Any]], told: list[str]) -> None:
    """When, at how many outlets and to what; nothing of events that never meet."""
    found = list(channel_notes(small_scenario(events=events), "overlaps"))
    assert len(found) == len(told)
    for (keys, text), part in zip(found, told, strict=True):
        assert keys == ("events", 1)
        assert part in text


def test_two_price_changes_come_to_what_is_told() -> None:
    """Dealers ask .72 of the list price in the weeks of both."""
    world = small_scenario(events=[change(3, 0.9, lasts=5), change(5, 0.8, lasts=6)])
    posted = simulate(world, seed=1).table("posting", steps=True).query("product == 'lamp'")
    asked = posted.groupby("week")["price"].mean() / 10_000
    assert asked.loc[[2, 4, 6, 8, 12]].tolist() == pytest.approx([1.0, 0.9, 0.72, 0.8, 1.0])
    assert measure(simulate(world, seed=1), "units_sold") >= 0
