"""Taking back and inspecting: where goods are, what is paid, members that leave, what is refused."""

from typing import Any

import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import opened, simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.fuzz.laws import broken_laws
from tests.worlds.returned import returning_shop
from tests.worlds.small import written
from tests.worlds.waiting import lamp_shop

VARYING = {"variability": 1.0}


def weekly(ledger: Ledger, kind: str) -> "pd.Series[int]":
    """Return the units of a kind, week by week."""
    return ledger.table(kind, steps=True).groupby("week")["units"].sum()


@pytest.mark.by_day(2)
@pytest.mark.parametrize("weeks", [0, 1, 3])
def test_a_unit_is_in_inspection_for_so_many_weeks_and_then_on_the_shelf(weeks: int) -> None:
    """What comes back in a week is through with it so many weeks later; nobody has sold it meanwhile."""
    ledger = simulate(returning_shop({"inspection_weeks": weeks}, {}, VARYING, weeks=9, customers=1000), 1)
    back, through = weekly(ledger, "return"), weekly(ledger, "inspection")
    later = back.copy()
    later.index = later.index + weeks
    there = (back.cumsum() - through.reindex(back.index).fillna(0).cumsum()).astype(int)

    assert back.sum() > 500
    assert through.to_dict() == later[later.index <= 9].to_dict()
    assert weekly(ledger, "in_inspection").to_dict() == there[there > 0].to_dict()
    assert measure(ledger, "units_sold") == weekly(ledger, "sale").sum() - back.sum()
    assert broken_laws(ledger) == []


def test_a_unit_of_which_it_is_not_known_is_on_no_shelf() -> None:
    """With few on the shelf and none to come, only what is through with inspection is sold again."""
    store = {"model": "direct_automated", "opening_stock": 100, "sale_cost": 0.0}
    still = {"opening_stock": 0, "ordering": {"policy": "base_stock", "level": 0}}
    none = {"policy": "base_stock", "level": 0}
    shop = returning_shop(
        {"inspection_weeks": 2},
        {},
        VARYING,
        weeks=6,
        manufacturers={"acme": still},
        distribution={**store, "ordering": none},
    )
    ledger = simulate(shop, 1)
    sold, back = weekly(ledger, "sale"), weekly(ledger, "return")

    assert sold.to_dict() == {1: 100, 4: back[2]}  # back in week 2, there for the customers of week 4
    assert back[2] > 0


def test_half_is_thrown_away_and_the_supplier_pays_for_it() -> None:
    """Unit by unit; of the contract price so much."""
    terms = {"saleable": 0.5, "credited": 0.25}
    ledger = simulate(returning_shop(terms, {}, VARYING, weeks=9), 1)
    inspected, thrown = weekly(ledger, "inspection").sum(), weekly(ledger, "scrap").sum()
    prices = set(ledger.table("shipment", steps=True)["price"]) or {4000}
    credit = ledger.table("supplier_credit", steps=True)

    assert thrown / inspected == pytest.approx(0.5, abs=3.5 * 0.5 / inspected**0.5)
    assert credit["units"].sum() == thrown
    assert set(credit["price"]) == {round(0.25 * price) for price in prices}
    assert set(ledger.table("scrap")["reason"]) == {"unsaleable"}


@pytest.mark.parametrize("buy_back", [0.0, 0.5])
def test_a_member_leaves_with_its_goods_in_inspection(buy_back: float) -> None:
    """They are sold back or scrapped, uninspected, with all others; and nothing comes back after that."""
    shop = returning_shop(
        {"inspection_weeks": 9, "within_weeks": 9},
        {"return_promptness": 0.5},
        VARYING,
        weeks=6,
        events=[{"week": 4, "depart": "acme web_store"}],
        contracts=[{"to": "web_store", "buy_back": buy_back}],
    )
    ledger = simulate(shop, 1)
    held, gone = weekly(ledger, "in_inspection"), weekly(ledger, "sell_back" if buy_back else "scrap")
    on_hand = (
        ledger.table("stock", steps=True).query("member == 'acme web_store' and week == 3")["units"].sum()
    )

    assert held.index.tolist() == [2, 3]
    assert ledger.table("inspection", steps=True)[["week", "units", "unsaleable"]].to_numpy().tolist() == [
        [4, held[3], 0]
    ]
    assert gone[4] >= on_hand + held[3] > on_hand
    assert weekly(ledger, "return").index.max() == 3
    assert broken_laws(ledger) == []


def test_a_members_profit_is_that_of_what_it_sold_and_did_not_take_back() -> None:
    """(Price − cost) × (sold − back), where all that comes back is as good as new."""
    shop = returning_shop(
        {"at": "reseller", "inspection_weeks": 1},
        {},
        VARYING,
        weeks=5,
        distribution={
            "model": "open_resale", "wholesalers": 1, "resellers": 1, "marketplace_sellers": 0,
            "opening_stock": 9000, "running_cost": 0.0, "sale_cost": 0.0, "pricing": "list_price",
            "entry_exit": {"policy": "profit_threshold"},
        },
        switched_off=["storage"],
    )  # fmt: skip
    market = opened(shop, 3)
    for _ in range(shop.weeks):
        market.step()
    ledger = market.ledger.close()
    own = "acme reseller north 1"
    cost = ledger.table("stock", steps=True).query(f"member == '{own}'")["unit_cost"].iloc[0]
    price = ledger.table("sale", steps=True)["price"].iloc[0]
    net = weekly(ledger, "sale").sub(weekly(ledger, "return"), fill_value=0)

    assert weekly(ledger, "return").sum() > 100
    assert list(market.member_profits.own[own]) == pytest.approx(
        [(price - cost) * units / 100 for units in net]
    )


@pytest.mark.parametrize(
    ("terms", "place", "why"),
    [
        ({"at": "web_stor"}, "at", "'web_stor'; did you mean 'web_store'?"),
        ({"at": "web_store", "product": "bulb"}, "product", "none of these outlets has 'bulb'"),
    ],
)
def test_who_cannot_take_it_back_is_told(terms: dict[str, Any], place: str, why: str) -> None:
    """With the place in the file."""
    products = lamp_shop().model_dump(mode="json")["products"]
    scenario = lamp_shop(
        manufacturers={"acme": {}, "rival": {}},
        products={**products, "bulb": {**products["lamp"], "maker": "rival"}},
        competition=[{"model": "authorized_dealers", "maker": "rival"}],
        returns=[terms],
    )
    found = list(channel_faults(scenario))

    assert [keys for keys, _ in found] == [("returns", 0, place)]
    assert why in found[0][1]


def in_parts(at: str, **changes: Any) -> Scenario:
    """Return a shop that sells a lamp in parts somewhere and takes it back in the web store."""
    dealers = {"model": "authorized_dealers"}
    promotion = {"product": "lamp", "at": at, "pay": {"instalments": 3}}
    return lamp_shop(
        distribution=[{"model": "direct_automated"}, dealers],
        promotions=[promotion],
        returns=[{"at": "web_store"}],
        **changes,
    )


def test_what_is_paid_in_parts_is_not_taken_back() -> None:
    """Both at one outlet are refused; at two they are not."""
    (fault,) = channel_faults(in_parts("web_store"))

    assert fault[0] == ("promotions", 0, "pay")
    assert "is paid in parts, and 'acme web_store' takes 'lamp' back" in fault[1]
    assert list(channel_faults(in_parts("dealer"))) == []


def test_digital_goods_are_not_sent_back(tmp_path: Any) -> None:
    """Named, they are refused; where all is taken back, they are not among it."""
    lamp = {**VARYING, "digital": True}
    ledger = simulate(returning_shop({}, {}, lamp, weeks=3), 1)

    assert ledger.count("sale") > 0
    assert ledger.count("return") == 0
    made = {**lamp_shop().model_dump(mode="json")["products"]["lamp"], "digital": True}
    path = written(tmp_path / "wrong.yaml", products={"lamp": made, "bulb": made}, competition=[], returns=[
        {"at": "dealer", "product": "lamp"}
    ])  # fmt: skip
    with pytest.raises(
        ScenarioError, match=r"returns\.0\.product: 'lamp' is digital: it cannot be sent back"
    ):
        load(path)
