"""The content hash and the difference: equal for the same entries, and only for those."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.entry_kind import Sort
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from tests.ledger import by_hand
from tests.ledger.by_hand import NORTH, SOUTH

_VALUES = {
    Sort.WEEK: st.integers(0, 8),
    Sort.PARTY: st.integers(-1, 8),
    Sort.PRODUCT: st.integers(-1, 2),
    Sort.CELL: st.integers(-1, 3),
    Sort.CATEGORY: st.integers(-1, 1),
    Sort.WORD: st.sampled_from(["", "a", "b", "ab", "Ä", "price"]),
    Sort.AMOUNT: st.floats(-1e9, 1e9),
}


def _row(kind: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    plain = st.integers(-(2**40), 2**40)
    columns = {name: _VALUES.get(sort, plain) for name, sort in KINDS[kind].columns.items()}
    return st.tuples(st.just(kind), st.fixed_dictionaries(columns))


ROWS = st.lists(st.sampled_from(list(KINDS)).flatmap(_row), max_size=12)


def _written(rows: list[tuple[str, dict[str, Any]]]) -> Ledger:
    ledger = by_hand.blank()
    for kind, row in rows:
        ledger.record(kind, **row)
    return ledger


def _written_at_once(rows: list[tuple[str, dict[str, Any]]]) -> Ledger:
    ledger = by_hand.blank()
    for kind in KINDS:
        same = [row for other, row in rows if other == kind]
        if same:
            ledger.record(kind, **{name: [row[name] for row in same] for name in KINDS[kind].columns})
    return ledger


@settings(max_examples=20, deadline=None)
@given(ROWS, st.randoms())
def test_order_and_pieces_do_not_matter(rows: list[Any], luck: Any) -> None:
    """The same rows in any order and in any pieces have the same hash, and no difference."""
    one = _written(rows)
    shuffled = list(rows)
    luck.shuffle(shuffled)
    for other in (_written(shuffled), _written_at_once(shuffled)):
        assert other.content_hash() == one.content_hash()
        assert difference(one, other) == ""


@settings(max_examples=20, deadline=None)
@given(ROWS, ROWS)
def test_hash_and_difference_agree(rows: list[Any], others: list[Any]) -> None:
    """Two ledgers hash equal exactly if no difference can be told."""
    one, other = _written(rows), _written(others)
    assert (one.content_hash() == other.content_hash()) == (difference(one, other) == "")


@settings(max_examples=20, deadline=None)
@given(ROWS.filter(bool), st.data())
def test_one_changed_value_anywhere_is_seen(rows: list[Any], data: st.DataObject) -> None:
    """Whatever column of whatever row changes, the hash does."""
    at = data.draw(st.integers(0, len(rows) - 1))
    kind, row = rows[at]
    name = data.draw(st.sampled_from(list(KINDS[kind].columns)))
    sort = KINDS[kind].columns[name]
    value = data.draw(_VALUES.get(sort, st.integers(-5, 5)).filter(lambda v: v != row[name]))
    changed = [*rows[:at], (kind, {**row, name: value}), *rows[at + 1 :]]
    one, other = _written(rows), _written(changed)
    assert one.content_hash() != other.content_hash()
    assert kind in difference(one, other)


def test_every_column_of_every_kind_counts() -> None:
    """One row of each kind: change any single value, and the hash is another one."""
    hashes = set()
    for kind, entry in KINDS.items():
        row = {name: _some(sort) for name, sort in entry.columns.items()}
        changed = [row | {name: _some(sort, other=True)} for name, sort in entry.columns.items()]
        hashes |= {_written([(kind, one)]).content_hash() for one in (row, *changed)}

    assert len(hashes) == sum(1 + len(entry.columns) for entry in KINDS.values())


def _some(sort: Sort, other: bool = False) -> Any:
    """Return a value of a sort, or another one."""
    if sort is Sort.WORD:
        return "b" if other else "a"
    return 1 if other else 0


def test_rows_count_as_often_as_they_stand() -> None:
    """A row written twice is not a row written once."""
    once, twice = by_hand.blank(), by_hand.blank()
    by_hand.stock(once, 1, NORTH, 4)
    by_hand.stock(twice, 1, NORTH, [4, 4])
    assert once.content_hash() != twice.content_hash()
    assert "only in the second" in difference(once, twice)


def test_seed_version_and_the_scenario_are_not_part_of_it() -> None:
    """The hash is that of what happened, not of what was asked for."""
    header = by_hand.run_header()
    other = by_hand.run_header(name="another name", crowd="one_by_one")
    fields = {name: getattr(other, name) for name in other.__dataclass_fields__}
    ledgers = [Ledger(header), Ledger(type(header)(**{**fields, "seed": 8, "version": "9"}))]
    for ledger in ledgers:
        by_hand.stock(ledger, 1, NORTH, 4)
    assert ledgers[0].content_hash() == ledgers[1].content_hash()


def test_names_are_part_of_it() -> None:
    """The same codes on a page with other names are other entries."""
    other = by_hand.blank(regions={"north": {"share": 0.5}, "west": {"share": 0.5}})
    assert by_hand.blank().content_hash() != other.content_hash()
    assert difference(by_hand.blank(), other).startswith("names of cell")


def test_negative_nought_is_nought() -> None:
    """Two floats that are equal hash equal."""
    ledgers = [by_hand.blank(), by_hand.blank()]
    for ledger, amount in zip(ledgers, (0.0, -0.0), strict=True):
        harm = {"aggrieved": NORTH, "source": SOUTH, "product": 0, "issue": "x", "conduct": "y"}
        ledger.record("harm", week=1, **harm, amount=amount)
    assert ledgers[0].content_hash() == ledgers[1].content_hash()


@pytest.mark.parametrize("amount", [5e-324, 1e-20, 1.0, 1e20])
def test_amounts_are_told_apart_to_the_last_bit(amount: float) -> None:
    """The next float, however near, is another amount."""
    ledgers = [by_hand.blank(), by_hand.blank()]
    for ledger, told in zip(ledgers, (amount, float(np.nextafter(amount, np.inf))), strict=True):
        harm = {"aggrieved": NORTH, "source": SOUTH, "product": 0, "issue": "x", "conduct": "y"}
        ledger.record("harm", week=1, **harm, amount=told)
    assert ledgers[0].content_hash() != ledgers[1].content_hash()


def test_the_difference_is_told_in_words() -> None:
    """Kind, row and side."""
    one, other = by_hand.busy(), by_hand.busy()
    by_hand.stock(other, 3, NORTH, np.array([8]))
    assert difference(one, other) == (
        "kind stock: row (week 3, member north, product lamp, units 8, unit_cost 7000) only in the second; "
        "in all, 0 rows only in the first and 1 only in the second"
    )
    assert difference(one, by_hand.busy()) == ""


@pytest.mark.parametrize("pieces", [1, 7])
def test_the_hash_is_fixed_for_all_time(pieces: int) -> None:
    """The golden value, worked out from its description with nothing of the ledger's own code."""
    from hashlib import sha256  # noqa: PLC0415 - only here

    def texts(*names: str) -> bytes:
        raws = [str(len(names)).encode(), *(name.encode() for name in names)]
        return b"".join(len(raw).to_bytes(8, "little") + raw for raw in raws)

    header = by_hand.run_header()
    raw = texts("party", *header.parties) + texts("product", "lamp", "bulb", "spot")
    raw += texts("cell", "home/north", "home/south", "office/north", "office/south")
    raw += texts("category", "light", "stage") + texts("scrap", "7") + texts("reason", "broken", "old")
    for name, column in {
        "week": [1, 2, 3, 4, 5, 6, 7],
        "member": [4] * 7,
        "product": [0] * 7,
        "units": [10, 20, 30, 40, 50, 60, 70],
        "reason": [1, 0, 1, 0, 1, 0, 1],
    }.items():
        raw += texts(name) + b"".join(value.to_bytes(8, "little") for value in column)
    ledger = by_hand.blank()
    for weeks in np.array_split(np.arange(7, 0, -1), pieces):
        words = ["old" if week % 2 else "broken" for week in weeks]
        ledger.record("scrap", week=weeks, member=4, product=0, units=weeks * 10, reason=words)
    assert ledger.content_hash() == sha256(raw).hexdigest()
