"""Use in a report: what is used up, kept and sold by suggestion is told where there is any of it."""

from typing import Any

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.runs.questions import reported_of
from simulator.views.report import content
from tests.market.customers.test_suggestions import market

LIFE = {"life": {"mean_weeks": 8}}
SUGGESTED = {"suggested_with": {"products": ["lamp"], "chance": 1.0}}
OF_USE, OF_SUGGESTIONS = {"units used up", "units with customers"}, {"units cross sold"}


def told(lamp: dict[str, Any], bulb: dict[str, Any]) -> set[str]:
    """Return which further lines of units a report has of two scenarios in which products are so."""
    plain = market()
    products = {name: one.model_dump(mode="json") for name, one in plain.products.items()}
    products["lamp"] |= lamp
    products["bulb"] |= {"suggested_with": None, **bulb}
    one = plain.changed(products=products)
    products["lamp"]["list_price"] *= 0.8
    both = [one, one.changed(name="cheap", products=products)]
    rows = content.table(compare(both, seeds=1, metrics=reported_of(both)))
    lines = {row["name"].partition(" [")[0].partition(" (")[0] for row in rows}
    return {name for name in lines if name.startswith("units ")} - {"units sold"}


@pytest.mark.parametrize(
    ("lamp", "bulb", "lines"),
    [
        ({}, {}, set()),
        (LIFE, {}, OF_USE),
        ({}, SUGGESTED, OF_SUGGESTIONS),
        (LIFE, SUGGESTED, OF_USE | OF_SUGGESTIONS),
    ],
)
def test_use_and_suggestions_are_told_where_there_are_any(
    lamp: dict[str, Any], bulb: dict[str, Any], lines: set[str]
) -> None:
    """In the main table; of goods that are used up at once and never suggested there is nothing to add."""
    assert told(lamp, bulb) == lines
