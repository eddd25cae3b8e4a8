"""Extents: every number of a scenario, and every metric, says whether it grows with the market."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Annotated, Any, TypeAliasType, get_args, get_origin

import numpy as np
import pandas as pd
import pytest

import simulator.catalog
import simulator.domain
from simulator.base.record import Record
from simulator.domain.entry_kind import Sort
from simulator.domain.extent import Extent, extent_of
from simulator.domain.ledger_entries import KINDS
from simulator.domain.people.segments import Segment, segment_type
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import UnknownExtentError, measure, metric, metric_named
from simulator.scenario import events, schema
from simulator.scenario.sample import sample_of
from tests.cases import Cases
from tests.contracts.test_metrics import lively
from tests.ledger import by_hand
from tests.worlds.small import small_scenario

PEOPLE = 12
EXTENSIVE = {
    *("customers", "weekly_budget", "opening_stock", "wholesale_stock", "first_party_stock", "weekly_cost"),
    *("weekly_capacity", "hours_per_week", "floor_penalty", "minimum_order", "lot", "slope", "visitors"),
    *("entry_profit", "running_cost", "safety_stock", "opening_pipeline", "opening_backlog", "prior_reviews"),
}
"""Settings that grow with the market, by the sense of the trade and not by their units."""
INTENSIVE = {
    *("list_price", "unit_cost", "advice_cost", "sale_cost", "cost_per_contact", "bid", "per_year", "wage"),
    *(
        "hours_per_sale",
        "share",
        "reach",
        "margin",
        "lead_time_weeks",
        "reps",
        "dealers_per_region",
        "resellers",
    ),
    *(
        "price_sensitivity",
        "storage_cost",
        "quantity_step",
        "money_step",
        "most_units",
        "weekly_room",
    ),
    *(
        "return_hassle",
        "fulfilment_fee",
        "storage_fee",
        "late_fee",
        "word_of_mouth",
        "spoilage",
        "candidates",
    ),
}
EITHER = {"weekly_cost"}
"""What a member costs a week grows with the market; what one owner in a community does, not."""
EACH = {
    *("price", "list_price", "promotional_price", "price_floor", "unit_cost", "asked", "refund", "shipping"),
    *("ordinal", "considered", "substitute", "leaked", "chosen", "offers", "support"),
}
"""Columns of a ledger that are of one unit, one customer, or a yes or no."""
LEVELS = {"rating", "brand_equity", "trust", "effort", "grievance", "trigger_reading"}
"""Entries of which the amount is a level, a share or a reading."""
EACH_OF = {("sale", "margin"), ("posting", "margin"), ("promotion_sale", "margin"), ("withdrawal", "margin")}


def records() -> Iterator[type[Record]]:
    """Yield every record of which a scenario, its members and its contracts are made."""
    for room in (simulator.domain, simulator.catalog):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(found.name)
    rooms = ("simulator.domain.", "simulator.catalog.", schema.__name__, events.__name__)
    waiting, seen = [Record], set[type[Record]]()
    segment_types = (Segment, segment_type())  # not those composed of terms that another test registered
    while waiting:
        for record in waiting.pop().__subclasses__():
            if record not in seen:
                seen.add(record)
                waiting.append(record)
                if issubclass(record, Segment) and record not in segment_types:
                    continue
                if record.__module__.startswith(rooms):
                    yield record


def number_in(annotation: Any) -> type | None:
    """Return the type of number that a field of this type holds, at any depth; none if it holds none."""
    if annotation in (int, float):
        return annotation  # type: ignore[no-any-return]
    if isinstance(annotation, TypeAliasType):
        return number_in(annotation.__value__)
    inside = get_args(annotation)
    parts = inside[:1] if get_origin(annotation) is Annotated else inside
    return next((kind for part in parts if (kind := number_in(part))), None)


def numbers() -> list[tuple[type[Record], str, type]]:
    """Return every field that holds a number, with the type of it."""
    fields = (
        (one, name, number_in(field.annotation))
        for one in records()
        for name, field in one.model_fields.items()
    )
    return [(one, name, kind) for one, name, kind in fields if kind]


def test_every_number_says_whether_it_grows_with_the_market() -> None:
    """By its unit, or a mark of its own; a number without either is found here."""
    found = numbers()

    assert len(found) > 500
    assert [f"{one.__name__}.{name}" for one, name, _ in found if extent_of(one, name) is None] == []


def test_a_number_without_a_unit_is_undecided() -> None:
    """So is one in an unknown unit; a mark decides both, and goes before a unit."""

    class Crop(Record):
        bare: float = 1.0
        """What grew."""
        unknown: float = 1.0
        """What grew [bushels]."""
        marked: Annotated[float, Extent.EXTENSIVE] = 1.0
        """What grew [bushels]."""
        contrary: Annotated[float, Extent.INTENSIVE] = 1.0
        """What one field bears [units]."""

    assert [extent_of(Crop, name) for name in Crop.model_fields] == [None, None, 1, 0]


def test_units_say_what_one_who_knows_markets_would() -> None:
    """Each name is met, and wherever it stands it is what is said of it here."""
    said: dict[str, set[int | None]] = {}
    for one, name, _ in numbers():
        said.setdefault(name, set()).add(extent_of(one, name))

    for name in EXTENSIVE - EITHER:
        assert said[name] == {1}, name
    for name in INTENSIVE:
        assert said[name] == {0}, name


def filled(record: type[Record], amounts: dict[str, Any]) -> Record:
    """Return a record with some of its fields given, all others empty, unvalidated."""
    return record.model_construct(**{**dict.fromkeys(record.model_fields), **amounts})


def test_each_number_is_divided_or_left_by_the_sample() -> None:
    """Twelve times as much in a market twelve times as large is the same in the sample."""
    whole = 100 * PEOPLE
    found = [one for one in numbers() if one[0] is not schema.Scenario and not inspect.isabstract(one[0])]
    held = [filled(events.Event, {"do": filled(one, {name: kind(whole)})}) for one, name, kind in found]
    given = small_scenario(customers=200 * PEOPLE, people_per_customer=PEOPLE)
    sample = sample_of(given.model_copy(update={"events": held}))

    assert sample.customers == 200
    with Cases() as cases:
        for (one, name, kind), event in zip(found, sample.events, strict=True):
            with cases.case(f"{one.__name__}.{name}"):
                part = getattr(event.do, name)
                assert part == (whole / PEOPLE if extent_of(one, name) else whole)
                assert type(part) is kind


@pytest.mark.parametrize("name", METRICS.names())
def test_every_metric_says_whether_it_grows_with_the_market(name: str) -> None:
    """By its unit."""
    assert metric_named(name).extent in Extent


def test_a_metric_without_a_unit_is_refused_for_a_sample() -> None:
    """It is answered where customers stand for themselves, and the error says what is missing."""

    @METRICS.register("bushels")
    @metric()
    def bushels(ledger: Ledger) -> float:
        """How many bushels?"""
        return float(ledger.last_week)

    try:
        assert measure(by_hand.blank(), "bushels") == 0.0
        with pytest.raises(UnknownExtentError, match=r"'bushels' cannot be told .* it states no unit"):
            measure(by_hand.blank(people_per_customer=10), "bushels")
    finally:
        METRICS.forget("bushels")


def twice(ledger: Ledger) -> Ledger:
    """Return a ledger of a market of twice the size in which each does as it did."""
    double = Ledger(by_hand.run_header(customers=2000, **KEPT))
    for kind, entry in KINDS.items():
        if not ledger.count(kind):
            continue
        columns: dict[str, Any] = {}
        for name, column in ledger.columns(kind).items():
            grows = entry.columns[name] in (Sort.UNITS, Sort.MONEY, Sort.COUNT, Sort.AMOUNT)
            is_each = name in EACH or kind in LEVELS or (kind, name) in EACH_OF
            value = column * 2 if grows and not is_each else column
            columns[name] = (value, ledger.words) if entry.columns[name] is Sort.WORD else value
        double.record(kind, **columns)
    return double.close()


KEPT = {
    "media": {name: {"cost_per_contact": 0.1, "credibility": 0.5} for name in ("print", "radio")},
    "conflict": {"net_of": ["dealer"]},
    **dict.fromkeys(("cohorts", "stages"), True),
    "weeks": 12,
    "detail": "sales",
}


def test_metrics_of_a_market_twice_as_large_are_twice_as_large_or_the_same() -> None:
    """Every metric, whole and in parts, by what its unit says: a unit that is wrong is found here.

    So it is told of a ledger in which each customer stands for two people.
    """
    once = lively().close()
    double, told = twice(once), lively(people_per_customer=2, customers=2000).close()
    object.__setattr__(told.header, "cells", once.header.cells)
    with Cases() as cases:
        for name in METRICS.names():
            asked = metric_named(name)
            for by in (None, *asked.by):
                with cases.case(f"{name} by {by}"):
                    one, two, other = (pd.Series(measure(led, name, by)) for led in (once, double, told))
                    np.testing.assert_allclose(two, one * 2.0**asked.extent, rtol=1e-9)
                    np.testing.assert_allclose(other, two, rtol=1e-9)
