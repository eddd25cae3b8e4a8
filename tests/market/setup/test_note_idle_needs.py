"""Idle needs notes: what is set for open needs where none is open is told, with its key."""

from typing import Any

from simulator.market.setup.build_channel import channel_notes
from tests.worlds.small import small_scenario, small_world


def notes(ways: dict[str, Any] | None = None, **need: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the notes on a small world in which readers have such a need."""
    people = small_world()["segments"]
    people["readers"]["needs"]["light"] |= need
    return list(channel_notes(small_scenario(segments=people, **(ways or {})), "idle_needs"))


def test_a_search_that_cannot_grow_is_told() -> None:
    """With the key that has no effect, and why; with needs that last it has one."""
    ((keys, why),) = notes(search_growth=0.5)

    assert keys == ("segments", "readers", "needs", "light", "search_growth")
    assert "lasts_weeks is 1" in why
    assert notes(search_growth=0.5, lasts_weeks=2) == []
    assert notes() == []


def test_needs_that_add_up_do_so_with_orders_at_least() -> None:
    """In needs of one week: nothing can be open with them but what is ordered."""
    ((keys, _),) = notes(meanwhile="adds_up")

    assert keys == ("segments", "readers", "needs", "light", "meanwhile")
    assert notes(meanwhile="adds_up", lasts_weeks=2) == []
    assert notes(ways={"backorders": [{"at": "web_store"}]}, meanwhile="adds_up") == []
