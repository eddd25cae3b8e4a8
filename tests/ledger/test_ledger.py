"""The ledger: append-only, strict about what may be written, the same whoever looks."""

import numpy as np
import pytest

from simulator.domain.entry_kind import Sort
from simulator.domain.ledger_entries import KINDS, OUTSIDE
from simulator.ledger.columns import DTYPES, LedgerError
from simulator.ledger.header import RunHeader, RunHeaderError
from simulator.ledger.ledger import Ledger
from tests.cases import Cases
from tests.ledger import by_hand
from tests.ledger.by_hand import BULB, LAMP, NORTH, SHOP, SOUTH


def test_scalars_stand_for_all_rows() -> None:
    """One value in a column is the value of every row."""
    ledger = by_hand.blank()
    ledger.record("stock", week=3, member=[NORTH, SOUTH], product=LAMP, units=[5, 7], unit_cost=100)
    columns = ledger.columns("stock")
    assert columns["week"].tolist() == [3, 3]
    assert columns["member"].tolist() == [NORTH, SOUTH]
    assert ledger.last_week == 3


def test_every_kind_has_fixed_types_even_when_empty() -> None:
    """What a column holds does not depend on what was written."""
    with Cases() as cases:
        for kind in KINDS:
            with cases.case(kind):
                columns = by_hand.blank().columns(kind)
                assert {name: column.dtype for name, column in columns.items()} == {
                    name: DTYPES[sort] for name, sort in KINDS[kind].columns.items()
                }
                assert by_hand.blank().table(kind, steps=True).empty


def test_words_may_be_given_in_three_ways() -> None:
    """A string, strings, or codes with names: all the same entries."""
    one, other, third = by_hand.blank(), by_hand.blank(), by_hand.blank()
    by_hand.sale(one, 1, NORTH, [1, 2, 3], purchase_reason=["price", "habit", ""])
    by_hand.sale(other, 1, NORTH, [1, 2, 3], purchase_reason=(np.array([1, 0, -1]), ("habit", "price")))
    for units, word in ((1, "price"), (2, "habit"), (3, "")):
        by_hand.sale(third, 1, NORTH, units, purchase_reason=word)
    assert one.content_hash() == other.content_hash() == third.content_hash()
    assert other.table("sale", steps=True)["purchase_reason"].tolist() == ["price", "habit", ""]


def test_a_pair_of_words_is_two_words() -> None:
    """A tuple of two strings is not mistaken for codes and names."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, NORTH, [1, 2], purchase_reason=("price", "habit"))
    assert ledger.table("sale", steps=True)["purchase_reason"].tolist() == ["price", "habit"]


def test_no_rows_add_nothing() -> None:
    """Empty columns are fine."""
    ledger = by_hand.blank()
    by_hand.stock(ledger, 1, [], np.array([], np.int64))
    by_hand.sale(ledger, 1, [], [], purchase_reason=(np.array([], np.int8), ()))
    assert ledger.count("stock") == ledger.count("sale") == ledger.last_week == 0


def test_what_is_written_cannot_be_changed_from_outside() -> None:
    """The ledger keeps its own copy, and hands out arrays that refuse to be written to."""
    ledger = by_hand.blank()
    units = np.array([5, 7])
    by_hand.stock(ledger, 1, NORTH, units)
    units[0] = 99
    held = ledger.columns("stock")["units"]
    assert held.tolist() == [5, 7]
    with pytest.raises(ValueError, match="read-only"):
        held[0] = 1
    table = ledger.table("stock", steps=True)
    table.loc[0, "units"] = 0
    assert ledger.columns("stock")["units"].tolist() == [5, 7]


def test_looking_does_not_end_the_writing() -> None:
    """Rows written after somebody looked are there when they look again."""
    ledger = by_hand.blank()
    for week in (1, 2, 3):
        by_hand.stock(ledger, week, NORTH, week)
        assert ledger.columns("stock")["units"].tolist() == list(range(1, week + 1))
        assert ledger.count("stock") == week


def test_entries_noted_one_by_one_are_as_good_as_recorded() -> None:
    """In the order in which they came, among recorded ones too; whoever looks at any time sees all."""
    noted, recorded = by_hand.blank(), by_hand.blank()
    for week, units in ((1, 5), (1, 7), (2, 9)):
        noted.record_one("opening", week, NORTH, LAMP, units)
        recorded.record("opening", week=week, member=NORTH, product=LAMP, units=units)
        assert noted.count("opening") == recorded.count("opening")
    for ledger in (noted, recorded):
        ledger.record_one("opening", 3, SOUTH, LAMP, 1)
        ledger.record("opening", week=4, member=SOUTH, product=BULB, units=2)

    assert noted.last_week == 4
    assert noted.columns("opening")["units"].tolist() == [5, 7, 9, 1, 2]
    assert noted.close().content_hash() == recorded.close().content_hash()


@pytest.mark.parametrize("row", [(1, NORTH, LAMP), (1, NORTH, LAMP, 2.5), (1, 99, LAMP, 2)])
def test_a_wrong_note_is_refused_when_it_is_looked_at(row: tuple[int, ...]) -> None:
    """Too short, no whole number, nobody's code."""
    ledger = by_hand.blank()
    ledger.record_one("opening", *row)
    with pytest.raises(LedgerError):
        ledger.columns("opening")


def test_nothing_is_noted_in_a_closed_ledger() -> None:
    """Nor of a kind that there is not."""
    with pytest.raises(LedgerError):
        by_hand.blank().record_one("openning", 1, NORTH, LAMP, 1)
    with pytest.raises(LedgerError):
        by_hand.blank().close().record_one("opening", 1, NORTH, LAMP, 1)


def test_a_closed_ledger_is_closed() -> None:
    """Nothing can be recorded any more."""
    ledger = by_hand.blank().close()
    with pytest.raises(LedgerError, match="closed"):
        by_hand.stock(ledger, 1, NORTH, 1)


def test_tables_name_names() -> None:
    """Codes become names; nobody is a missing value."""
    table = by_hand.busy().table("sale", steps=True)
    assert table["outlet"].tolist() == ["north", "south", "shop", "north"]
    assert table["product"].tolist() == ["lamp", "lamp", "lamp", "bulb"]
    assert table["cell"].tolist() == ["home/north"] * 4
    assert table["adviser"].isna().tolist() == [True, True, True, False]
    assert table["units"].tolist() == [3, 1, 2, 1]


WRONG = [
    ({"units": 1.5}, "stock: units must be whole numbers, not float64"),
    ({"units": "five"}, "stock: units must be whole numbers"),
    ({"units": [[1]]}, "stock: units has 2 dimensions"),
    ({"member": 99}, "stock: member: no code 99; codes run from −1 to 8"),
    ({"product": [0, -2], "units": [1, 1]}, "stock: product: no code -2"),
    ({"units": [1, 2], "product": [0, 1, 2]}, "stock: columns differ in length: product 3, units 2"),
    ({"unit": 1}, r"stock: unknown: unit \(did you mean 'unit"),
]


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_a_wrong_entry_is_told_what_is_wrong(change: dict[str, object], told: str) -> None:
    """The message names the kind and the column, and nothing is written."""
    ledger = by_hand.blank()
    entry = {"week": 1, "member": NORTH, "product": LAMP, "units": 1, "unit_cost": 1, **change}
    with pytest.raises(LedgerError, match=told):
        ledger.record("stock", **entry)
    assert ledger.count("stock") == 0


def test_missing_and_unknown_are_both_told() -> None:
    """Leaving out a column, and asking for a kind that does not exist."""
    ledger = by_hand.blank()
    with pytest.raises(LedgerError, match="stock: missing: unit_cost"):
        ledger.record("stock", week=1, member=NORTH, product=LAMP, units=1)
    with pytest.raises(LedgerError, match=r"no kind of entry called 'sales'; did you mean 'sale'\?"):
        ledger.record("sales", week=1)
    with pytest.raises(LedgerError, match="did you mean 'stock'"):
        ledger.columns("stocks")


@pytest.mark.parametrize("amount", [np.nan, np.inf, "much"])
def test_amounts_are_finite(amount: object) -> None:
    """What is not a number is no harm."""
    with pytest.raises(LedgerError, match="harm: amount must be finite"):
        by_hand.blank().record(
            "harm", week=1, aggrieved=NORTH, source=SHOP, product=LAMP, issue="x", conduct="y", amount=amount
        )


@pytest.mark.parametrize("words", [5, [5], (np.array([2]), ("a", "b")), (np.array([0.5]), ("a", "b"))])
def test_words_are_words(words: object) -> None:
    """Numbers, and codes that stand for nothing, are refused."""
    with pytest.raises(LedgerError, match="scrap: reason"):
        by_hand.blank().record("scrap", week=1, member=NORTH, product=LAMP, units=1, reason=words)


def test_run_header_answers() -> None:
    """The page knows who is who."""
    header = by_hand.run_header()
    assert header.parties[0] == OUTSIDE
    assert header.code("north") == NORTH
    assert header.member("north").format == "dealer"
    assert header.home("shop") == "acme"
    assert header.home("north") == "north"
    assert header.is_outlet("shop")
    assert not header.is_outlet("hub")
    assert header.is_maker("bolt")
    assert header.maker_of("bulb") == "bolt"
    assert header.list_price("lamp") == 100.0
    assert header.names(Sort.CATEGORY) == ("light", "stage")
    assert header.outlets.tolist() == [False, False, True, False, True, True, True, False, True, False]
    assert header.independents.nonzero()[0].tolist() == [3, 4, 5, 6]
    assert header.focal_products.tolist() == [True, False, True, False]
    assert header.focal_products[BULB] == header.focal_products[-1] == False  # noqa: E712 - numpy's own False


def test_run_header_goes_to_json_and_back() -> None:
    """Nothing is lost on the way."""
    header = by_hand.run_header()
    assert RunHeader.from_json(header.to_json()) == header


@pytest.mark.parametrize("name", ["nord", OUTSIDE])
def test_run_header_does_not_know_strangers(name: str) -> None:
    """An unknown member is answered with the nearest one; the outside world is none."""
    with pytest.raises(RunHeaderError):
        by_hand.run_header().member(name)


def test_run_header_must_not_contradict_itself() -> None:
    """Parties are the outside world and the members, products those of the scenario."""
    header = by_hand.run_header()
    given = {name: getattr(header, name) for name in header.__dataclass_fields__}
    with pytest.raises(RunHeaderError, match="parties must be"):
        RunHeader(**{**given, "parties": header.parties[1:]})
    with pytest.raises(RunHeaderError, match="did you mean 'lamp'"):
        RunHeader(**{**given, "products": ("lamb",)})
    with pytest.raises(RunHeaderError, match="same name"):
        RunHeader(**{**given, "products": ("lamp", "lamp")})


def test_a_ledger_of_nothing_has_a_hash() -> None:
    """And one entry changes it."""
    assert len(by_hand.blank().content_hash()) == 64
    ledger = Ledger(by_hand.run_header())
    by_hand.stock(ledger, 1, NORTH, 0)
    assert ledger.content_hash() != by_hand.blank().content_hash()
