"""A term that is never played is refused with both places; where two meet in part, the override is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.domain.channel.contract_terms import WHO_AND_WHAT, ContractTerms
from simulator.market.setup.build_channel import channel_notes
from simulator.scenario.checks.contract_overrides import TERMS
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.cases import Cases
from tests.worlds.small import small_scenario, small_world

VAN = {"van": {"cost": 2.0, "lead_time_weeks": 2}}
SAID: dict[str, Any] = {
    "margin": 0.3,
    "lead_time_weeks": 1,
    "order_weeks": 1,
    "late_fee": 1.0,
    "price_floor": 0.8,
    "floor_detection": 0.5,
    "floor_penalty": 10.0,
    "buy_back": 0.5,
    "compensation": 0.5,
    "compensation_per_sale": 0.2,
    "returns": {"refund": 0.9},
    "minimum_order": 3,
    "carrier": "van",
    "delays": [0.5],
    "freight": 1.0,
    "freight_paid_by": "buyer",
    "backorders": 0.5,
    "shares_sales": True,
    "rebate": {"above": 5, "rate": 0.05},
    "opening_backlog": 2,
    "opening_orders": [1],
    "opening_pipeline": [1, 2],
}


def refused(folder: Path, *contracts: dict[str, Any]) -> list[str]:
    """Return the keys of what is refused in the small world with some terms."""
    whole = small_world(contracts=list(contracts), carriers=VAN)
    (folder / "world.yaml").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    try:
        load(folder / "world.yaml")
    except ScenarioError as error:
        assert len({wrong.line for wrong in error.complaints}) == len(error.complaints)
        return [wrong.key for wrong in error.complaints]
    return []


def test_every_term_is_tried() -> None:
    """A new term is refused twice without a word here, once it has a value above."""
    assert set(TERMS) == set(SAID) == set(ContractTerms.model_fields) - {*WHO_AND_WHAT, "exclusive"}


@pytest.mark.parametrize("who", ["dealer", {"format": "dealer"}, {"format": "dealer", "region": "north"}])
def test_the_same_term_for_the_same_buyers_is_refused_at_both_places(tmp_path: Path, who: Any) -> None:
    """Of every term that a contract has."""
    with Cases() as cases:
        for key, value in SAID.items():
            with cases.case(key):
                terms = {"to": who, key: value}
                assert refused(tmp_path, terms, terms) == [f"contracts.0.{key}", f"contracts.1.{key}"]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ({"to": {"format": "dealer", "region": "north"}}, {"to": {"format": "dealer"}}),
        ({"to": "dealer", "from": "acme"}, {"to": "dealer"}),
        ({"to": "dealer", "product": "lamp"}, {"to": "dealer"}),
        ({"to": "dealer", "product": "lamp"}, {"to": "dealer", "product": "lamp"}),
    ],
)
def test_the_particular_before_the_general_is_refused(tmp_path: Path, early: Any, late: Any) -> None:
    """The other way round it is usual: all dealers, and then some of them."""
    first, second = ({**one, "margin": margin} for one, margin in ((early, 0.2), (late, 0.3)))
    assert refused(tmp_path, first, second) == ["contracts.0.margin", "contracts.1.margin"]
    if early != late:
        assert refused(tmp_path, second, first) == []


def test_a_carrier_that_sets_a_term_overrides_it(tmp_path: Path) -> None:
    """The van says how long it takes; the fee for being late it does not say."""
    van = {"to": "dealer", "carrier": "van"}
    assert refused(tmp_path, {"to": "dealer", "lead_time_weeks": 3}, van) == [
        "contracts.0.lead_time_weeks",
        "contracts.1.carrier",
    ]
    assert refused(tmp_path, {"to": "dealer", "late_fee": 3}, van) == []


@pytest.mark.parametrize(("key", "late"), [("margin", 0.3), ("margin", 0.0), ("opening_backlog", 0)])
def test_where_terms_meet_in_part_it_is_told(key: str, late: float) -> None:
    """Four dealers, two of them in the north; none at all is a term, too."""
    terms = [{"to": "dealer", key: SAID[key]}, {"to": {"format": "dealer", "region": "north"}, key: late}]
    ((keys, told),) = channel_notes(small_scenario(contracts=terms), "overridden_terms")
    assert keys == ("contracts", 1, key)
    assert told == "overrides that of contracts.0 in 2 of the 4 places where it held"


def test_a_product_given_away_alone_is_told() -> None:
    """The second one gets nothing."""
    north, south = ({"format": "dealer", "region": region} for region in ("north", "south"))
    terms = [{"to": who, "product": "lamp", "exclusive": True} for who in (north, south)]
    assert [keys for keys, _ in channel_notes(small_scenario(contracts=terms), "overridden_terms")] == [
        ("contracts", 1)
    ]


def test_terms_apart_are_not_told() -> None:
    """Different terms, different buyers, different products."""
    terms = [
        {"to": "dealer", "margin": 0.2},
        {"to": "dealer", "late_fee": 1},
        {"to": "web_store", "margin": 0.1},
    ]
    assert list(channel_notes(small_scenario(contracts=terms), "overridden_terms")) == []
