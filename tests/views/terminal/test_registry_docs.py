"""What `list` says: every entry of every shelf in a line, and whose idea it was where somebody had it."""

import pytest

from simulator.base.registry import Registry
from simulator.domain import registries as shelves
from simulator.views.terminal.registry_docs import source_of, summary_of

REGISTRIES = {name: shelf for name, shelf in vars(shelves).items() if isinstance(shelf, Registry)}
PUBLISHED = (
    *("DISTRIBUTION_MODELS", "METRICS", "PRICING", "WHOLESALE_PRICING", "DEMAND_MODELS"),
    *("ORDERING", "ALLOCATION", "ENTRY_EXIT", "BUY_BOX"),
)
"""Shelves of ideas that the literature has; the others hold what the house says, does or leaves out."""
PLAIN = {"list_price", "fixed_schedule"}
"""Rules that are nobody's idea."""


def shipped(shelf: Registry) -> list[str]:
    """Return the names of the entries that are shipped; other tests put some of their own beside them."""
    entries = {name: shelf.get(name) for name in shelf.names()}
    rooms = {k: getattr(getattr(e, "function", e), "__module__", "simulator") for k, e in entries.items()}
    return [name for name, room in rooms.items() if room.startswith("simulator")]


@pytest.mark.parametrize("shelf", REGISTRIES.values(), ids=REGISTRIES)
def test_every_entry_says_in_a_line_what_it_is(shelf: Registry) -> None:
    """A sentence or a question of its own, not that of its neighbour."""
    told = {name: summary_of(shelf.get(name), shelf) for name in shipped(shelf)}

    assert told
    assert all(len(line) > 10 and line[0].isupper() for line in told.values()), told
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_ideas_name_who_had_them(name: str) -> None:
    """With a source, which has a year or says what it is known as."""
    shelf = REGISTRIES[name]
    bare = {entry for entry in shipped(shelf) if not source_of(shelf.get(entry), shelf)}

    assert bare <= PLAIN
