"""Closing: whoever has a last week is there until its end, and leaves in order."""

import pytest
from pydantic import ValidationError

from simulator.domain.channel.member import Member
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from tests.draws import DRAW
from tests.market.entry_exit.test_departure import table
from tests.worlds.small import small_scenario

MAKER = "acme"


@pytest.mark.parametrize("lead", [0, 1, 3])
def test_a_pop_up_store_is_there_in_its_weeks_and_in_no_other(lead: int) -> None:
    """It posts, pays rent and sells from its first to its last week; what is left goes back at cost."""
    first = int(DRAW.integers(1, 5))
    last, rent = first + int(DRAW.integers(2, 5)), float(DRAW.integers(100, 900))
    way = {
        "model": "pop_up_stores",
        "weeks": [first, last],
        "regions": ["north"],
        "weekly_cost": rent,
        "lead_time_weeks": lead,
        "reach": 1.0,
        "opening_stock": 20,
        "ordering": {"policy": "base_stock", "level": 30.0},
    }
    ledger = simulate(small_scenario(distribution=way, customers=600), int(DRAW.integers(1000)))
    store, open_weeks = "acme pop_up_store north 1", list(range(first, last + 1))
    paid, back = table(ledger, "payment"), table(ledger, "sell_back")
    running = paid[(paid["reason"] == "running") & (paid["payer"] == store)]
    sold = table(ledger, "sale")
    late = table(ledger, "shipment")
    late = late[(late["buyer"] == store) & (late["arrives"] > last)]

    assert table(ledger, "posting").query("outlet == @store")["week"].tolist() == open_weeks
    assert dict(zip(running["week"], running["amount"], strict=True)) == dict.fromkeys(
        open_weeks, round(rent * 100)
    )
    assert set(sold[sold["outlet"] == store]["week"]) <= set(open_weeks)
    assert table(ledger, "departure")[["week", "member", "reason"]].to_numpy().tolist() == [
        [last + 1, store, "closed"]
    ]
    assert set(back["price"]) == {4000}
    assert set(back["supplier"]) == {MAKER}
    assert back["week"].min() == last + 1
    assert back[back["week"] > last + 1]["units"].sum() == late[late["arrives"] > last + 1]["units"].sum()
    assert ledger.count("scrap") == 0


def test_one_that_left_before_does_not_close() -> None:
    """An event comes first; its date finds nothing more to do."""
    way = {"model": "pop_up_stores", "weeks": [1, 6], "regions": ["north"]}
    gone = [{"week": 3, "depart": "acme pop_up_store north 1"}]
    ledger = simulate(small_scenario(distribution=way, events=gone), 1)

    assert table(ledger, "departure")["reason"].tolist() == ["event"]


def test_pop_up_stores_that_would_close_before_they_open_are_told() -> None:
    """By an event that opens them too late; and no member is made so."""
    event = {"week": 9, "open_channel": {"model": "pop_up_stores", "weeks": [2, 6]}}

    assert [text for _, text in channel_faults(small_scenario(events=[event]))] == [
        "pop-up stores that open in week 9 were to close after week 6"
    ]
    with pytest.raises(ValidationError, match="closes in week 4 and opens in week 4"):
        Member(name="stall", role="retailer", opens=4, closes=4)


def test_pickup_is_cheaper_to_send_and_less_remote_than_a_parcel() -> None:
    """Handling is paid by the unit at its own rate, and each region's counters serve that region alone."""
    cost = float(DRAW.integers(1, 9))
    way = {"model": "pickup_points", "sale_cost": cost, "reach": 1.0, "opening_stock": 50}
    ledger = simulate(small_scenario(distribution=way, customers=600), int(DRAW.integers(1000)))
    sales, paid = table(ledger, "sale"), table(ledger, "payment")
    handling = paid[paid["reason"] == "handling"].groupby("payer")["amount"].sum()
    for region in ("north", "south"):
        outlet = f"acme pickup_point {region}"
        mine = sales[sales["outlet"] == outlet]

        assert set(mine["cell"].str.split("/").str[1]) == {region}
        assert handling[outlet] == round(cost * 100) * mine["units"].sum()
