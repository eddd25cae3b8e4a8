"""Marketplaces: fees are paid for what was sold and kept, and one platform is one."""

from typing import Any

import pandas as pd
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import ChannelError
from simulator.domain.units import share_of
from simulator.ledger.ledger import Ledger
from simulator.market.setup.build_channel import build_channel, channel_faults
from simulator.market.simulate import simulate
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return entries with names as plain words."""
    entries = ledger.table(kind, steps=True)
    return entries.astype({name: str for name in entries if entries[name].dtype == "category"})


def paid(ledger: Ledger, reason: str) -> dict[tuple[str, str], int]:
    """Return what was paid for a reason, by payer and payee."""
    payments = table(ledger, "payment")
    chosen = payments[payments["reason"] == reason]
    return {pair: int(amount) for pair, amount in chosen.groupby(["payer", "payee"])["amount"].sum().items()}


@pytest.mark.worlds("marketplace")
def test_fees_are_paid_for_what_was_sold_and_kept(world: World) -> None:
    """Referral fee of each sale, fulfilment of each unit sent, storage of each unit kept; nothing else."""
    scenario, ledger = world.scenario, world.ledger
    sales, stock, counted = table(ledger, "sale"), table(ledger, "stock"), scenario.units
    due: dict[str, dict[tuple[str, str], int]] = {"commission": {}, "fulfilment": {}, "storage fee": {}}
    for contract in ledger.header.contracts:
        pair = (contract.buyer, contract.supplier)
        if ledger.header.member(contract.buyer).hosted_by != contract.supplier:
            continue
        mine, kept = sales[sales["outlet"] == contract.buyer], stock[stock["member"] == contract.buyer]
        due["commission"][pair] = sum(
            share_of(price, contract.commission) * units
            for price, units in zip(mine["price"].tolist(), mine["units"].tolist(), strict=True)
        )
        if contract.fulfilment_fee is not None:
            due["fulfilment"][pair] = counted.price(contract.fulfilment_fee) * int(mine["units"].sum())
            due["storage fee"][pair] = counted.price(contract.storage_fee) * int(kept["units"].sum())
    for reason, amounts in due.items():
        assert paid(ledger, reason) == {pair: amount for pair, amount in amounts.items() if amount}


def test_the_platform_pays_the_parcels_and_the_rooms_of_those_whom_it_fulfils() -> None:
    """A seller it fulfils pays fees and nothing to the world outside; one it does not pays no fee but one."""
    way = {"model": "marketplace", "first_party": False, "sellers": 6, "reach": 1.0, "sending_cost": 4.0}
    ledger = simulate(small_scenario(distribution=way, customers=600), 4)
    header, sales = ledger.header, table(ledger, "sale")
    fulfilled = {c.buyer for c in header.contracts if c.fulfilment_fee is not None}
    sellers = {member.name for member in header.members if member.hosted_by == "acme marketplace"}
    outside = {payer for payer, _ in paid(ledger, "handling") | paid(ledger, "storage")}
    sent = int(sales["units"][sales["outlet"].isin(fulfilled)].sum())

    assert fulfilled
    assert sellers - fulfilled
    assert sent > 0
    assert outside & sellers == sellers - fulfilled
    assert paid(ledger, "handling")["acme marketplace", "the outside world"] == 400 * sent


SHARED = {"model": "marketplace", "platform": "bazaar", "wholesalers": 0, "sellers": 2}
TWO_MAKERS = {"distribution": SHARED, "competition": [{**SHARED, "maker": "rival"}], "events": []}


def test_two_makers_products_stand_on_one_platform() -> None:
    """It is there once, hosts both makers' sellers, and fills one box for each product."""
    ledger = simulate(small_scenario(**TWO_MAKERS), 2)
    hosted = [member.name for member in ledger.header.members if member.hosted_by == "bazaar"]
    boxes = table(ledger, "buy_box")

    assert [member.name for member in ledger.header.members].count("bazaar") == 1
    assert {name.split()[0] for name in hosted} == {"acme", "rival"}
    assert len(hosted) == 6
    assert set(boxes["platform"]) == {"bazaar"}
    assert boxes.groupby("product")["week"].nunique().to_dict() == {"lamp": 12, "bulb": 12}


def test_a_platform_opens_with_the_first_who_names_it() -> None:
    """An event's model joins the platform that is there; the platform of an event alone opens with it."""
    late = {"week": 5, "open_channel": {**SHARED, "label": "late"}}
    for competition, opens in ((TWO_MAKERS["competition"], 0), ([], 5)):
        scenario = small_scenario(
            distribution={"model": "direct_automated"}, competition=competition, events=[late]
        )
        channel = build_channel(scenario, KeyedRandom(1))

        assert channel.nodes["bazaar"]["member"].opens == opens
        assert channel.nodes["late marketplace seller 1"]["member"].opens == 5


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("behind_box", 3.5, "behind box"),
        ("buy_box", "lowest_price", "buy box"),
        ("sending_cost", 1.25, "sale cost"),
    ],
)
def test_two_who_describe_one_platform_differently_are_told(setting: str, value: Any, said: str) -> None:
    """With its name and what they differ in, before anything is played."""
    rival = {**SHARED, "maker": "rival", setting: value}
    scenario = small_scenario(**{**TWO_MAKERS, "competition": [rival]})

    assert [text for _, text in channel_faults(scenario)] == [
        f"two models name 'bazaar' and differ in its {said}"
    ]
    with pytest.raises(ChannelError):
        simulate(scenario, 1)


def test_a_platform_that_is_called_like_a_maker_is_told() -> None:
    """Nobody else's name can be shared."""
    scenario = small_scenario(distribution={**SHARED, "platform": "rival"}, events=[])

    assert [text for _, text in channel_faults(scenario)] == [
        "two members are called 'rival'; give one model a label"
    ]


def test_when_a_platform_leaves_all_who_sell_on_it_leave() -> None:
    """Of both makers, in the same week; no box is filled from then on, and nothing stands behind one."""
    events = [{"week": 6, "depart": "bazaar"}]
    ledger = simulate(small_scenario(**{**TWO_MAKERS, "events": events}), 2)
    left = table(ledger, "departure")

    assert len(left) == 7
    assert set(left["week"]) == {6}
    assert left["reason"].value_counts().to_dict() == {"host left": 6, "event": 1}
    assert table(ledger, "buy_box")["week"].max() == 5
    assert table(ledger, "sale")["week"].max() == 5


def test_open_resale_s_marketplace_has_no_box_and_takes_its_commission() -> None:
    """Sellers there pay it as they always did, and no fee else."""
    way = {"model": "open_resale", "resellers": 0, "marketplace_sellers": 3, "marketplace_reach": 1.0}
    ledger = simulate(small_scenario(distribution=way, customers=600), 4)

    assert ledger.count("buy_box") == 0
    assert sum(paid(ledger, "commission").values()) > 0
    assert not paid(ledger, "fulfilment")
    assert not paid(ledger, "storage fee")
