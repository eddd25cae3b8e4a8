"""Special offers: who gets them, what is paid, and what they do to sales and margins."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom, happens, stable_key, threshold
from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import opened, simulate
from simulator.mechanisms.choice.instalments import expected_loss, parts_of, perceived_share
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World
from tests.worlds.small import small_scenario

SHOP = load(
    "scenarios/espresso_direct_craft.yaml",
    set=[
        "weeks=16",
        "customers=1500",
        "response.word_of_mouth=0",
        "competition=[]",
        "campaigns=[]",
        "distribution.opening_stock=9000",
        "detail=sales",
    ],
)


def selling(*offers: dict[str, Any], **changes: Any) -> Scenario:
    """Return a maker's web store with plenty in stock and some offers."""
    given = [{"product": "machine", "at": "web_store", **offer} for offer in offers]
    return SHOP.changed(promotions=given, **changes)


def with_segments(**fields: float) -> dict[str, Any]:
    """Return the segments of the world with some fields changed."""
    segments = SHOP.model_dump(mode="json")["segments"]
    return {name: {**segment, **fields} for name, segment in segments.items()}


def sales(ledger: Ledger) -> pd.DataFrame:
    """Return every sale, one a row, in the order of weeks."""
    return pd.DataFrame(ledger.columns("sale")).sort_values("week", kind="stable")


@pytest.mark.by_day(2)
@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("status", ["new", "returning"])
def test_who_is_meant_and_knows_the_code_pays_less_and_nobody_else(seed: int, status: str) -> None:
    """Told from the sales alone: status by what was bought before, code by the customer's own word."""
    chances = np.random.default_rng(seed).uniform(0.2, 0.8, 2)
    scenario = selling(
        {
            "off": 0.25,
            "for": {"customer": status, "segment": ["families", "offices"]},
            "code": {"name": "SPRING", "reaches": chances[0], "leaks": chances[1]},
            "weeks": [3, 12],
        },
        segments=with_segments(needs={"espresso": {"per_year": 20}}),  # type: ignore[arg-type]
    )
    ledger = simulate(scenario, seed)
    market = opened(scenario, seed)
    layout, keys = market.run_tables, market.customer_keys.tolist()
    meant_cells = [cell.segment in ("families", "offices") for cell in layout.cells]
    asked = ledger.columns("posting")["price"][0]
    owners: set[int] = set()
    seen = {True: 0, False: 0}
    for row in sales(ledger).itertuples():
        meant = meant_cells[row.cell] and (row.customer in owners) == (status == "returning")
        word = KeyedRandom(seed).word("code", -1, keys[row.customer], stable_key("SPRING"))
        gets = 3 <= row.week <= 12 and happens(word, threshold(chances[0] if meant else chances[1]))
        assert row.price == (round(asked * 0.75) if gets else asked)
        seen[gets and meant] += 1
        owners.add(row.customer)

    assert min(seen.values()) > 20


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [5, 6])
def test_a_price_for_one_segment_changes_who_buys(seed: int) -> None:
    """They buy more, all others exactly as much as before."""
    share = np.random.default_rng(seed).uniform(0.5, 0.9)
    offer = {"of_list": share, "for": {"segment": ["bargain_hunters"]}}
    shops = (one.changed(weeks=10) for one in (SHOP, selling(offer)))
    before, after = (measure(simulate(shop, seed), "units_sold", by="segment") for shop in shops)

    assert after["bargain_hunters"] > before["bargain_hunters"]
    others = before.index.difference(["bargain_hunters"])
    assert after[others].to_dict() == before[others].to_dict()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [7, 8])
def test_a_price_for_new_customers_brings_new_customers(seed: int) -> None:
    """More have the product in the end than at that price for those who had it already."""
    busy = {"segments": with_segments(needs={"espresso": {"per_year": 20}})}  # type: ignore[arg-type]
    price = 300 + 60 * np.random.default_rng(seed).uniform()

    def bought(status: str) -> pd.DataFrame:
        return sales(simulate(selling({"price": price, "for": {"customer": status}}, **busy), seed))

    new, returning = bought("new"), bought("returning")
    assert new["customer"].nunique() > returning["customer"].nunique()
    repeats = [len(table) - table["customer"].nunique() for table in (new, returning)]
    assert repeats[0] < repeats[1]


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [9, 10])
def test_a_leak_to_those_who_do_not_mind_the_price_costs_and_gains_nothing(seed: int) -> None:
    """Not a unit more is sold; the maker has exactly less what the leaked code took off."""
    off, leaks = np.random.default_rng(seed).uniform(0.1, 0.4, 2)
    segments = with_segments()
    segments["offices"]["price_sensitivity"] = 0.0
    offer = {"off": off, "for": {"segment": ["families"]}}
    tight, leaky = (
        simulate(
            selling(
                {**offer, "code": {"name": "SPRING", "reaches": 0.5, "leaks": leak}}, segments=segments
            ).changed(
                weeks=10,
                segments={
                    **segments,
                    **{
                        name: {**segment, "needs": {}}
                        for name, segment in segments.items()
                        if name not in ("offices", "families")
                    },
                },
            ),
            seed,
        )
        for leak in (0.0, leaks)
    )
    lost = measure(leaky, "concessions") - measure(tight, "concessions")

    assert lost > 0
    assert measure(tight, "leakage") == 0
    assert measure(leaky, "leakage") == pytest.approx(lost / measure(leaky, "concessions"))
    assert measure(leaky, "units_sold") == measure(tight, "units_sold")
    assert measure(tight, "contribution") - measure(leaky, "contribution") == pytest.approx(lost)


def test_an_offer_that_nobody_can_use_changes_nothing() -> None:
    """Unknown to all, dearer than what is asked, or paid as ever: the same ledger, entry by entry."""
    useless = [
        {"off": 0.5, "code": {"name": "SPRING", "reaches": 0.0}},
        {"of_list": 3.0},
        {"pay": {"instalments": 2}},
    ]
    some = {"segments": with_segments(instalment_ease=0), "weeks": 5}
    plain = simulate(selling(**some), 2)
    for offer in useless:
        assert simulate(selling(offer, **some), 2).content_hash() == plain.content_hash()
    assert measure(plain, "units_sold") > 20


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [13, 14])
def test_of_several_the_one_felt_least_is_taken(seed: int) -> None:
    """Whatever their order in the list."""
    first, second = np.random.default_rng(seed).uniform(0.1, 0.5, 2)
    for offers in ((first, second), (second, first)):
        ledger = simulate(selling(*({"off": off} for off in offers), weeks=4), seed)
        asked = ledger.columns("posting")["price"][0]
        paid = set(sales(ledger)["price"])
        assert len(paid) == 1
        assert paid.pop() == pytest.approx(asked * (1 - max(first, second)), abs=5)


@given(
    price=st.integers(0, 10**9),
    count=st.integers(2, 60),
    ease=st.floats(0, 1),
    rate=st.floats(0, 1),
)
def test_instalments_by_the_formula(price: int, count: int, ease: float, rate: float) -> None:
    """Parts add up and differ by a step at most; what is felt and what is lost are as the equations say."""
    parts = parts_of(price, count)
    assert sum(parts) == price
    assert len(parts) == count
    assert parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1
    assert perceived_share(np.array([ease]), count) == pytest.approx(1 - ease * (count - 1) / count)
    paid = sum((1 - rate) ** j for j in range(count)) / count
    assert expected_loss(rate, count) == pytest.approx(1 - paid, abs=1e-12)


def test_what_is_owed_is_lent_less_paid_back_less_given_up(world: World) -> None:
    """For every member at the end of every week; never below zero; what is still owed at the end is told."""
    scenario, ledger = world.scenario, world.ledger
    payments = ledger.table("payment", steps=True)
    payments = payments[payments["reason"].isin(["credit", "instalment"])]
    payments = payments.astype({"payer": str, "payee": str, "reason": str})
    tables = {
        kind: ledger.table(kind, steps=True).astype({"member": str}) for kind in ("receivable", "default")
    }
    lent = payments[payments["reason"] == "credit"].rename(columns={"payer": "member"})
    back = payments[payments["reason"] == "instalment"].rename(columns={"payee": "member"})
    due = pd.concat(
        [
            lent.assign(a=lent["amount"]),
            back.assign(a=-back["amount"]),
            tables["default"].assign(a=-tables["default"]["amount"]),
        ]
    )
    for week in range(1, scenario.weeks + 1):
        expected = due[due["week"] <= week].groupby("member")["a"].sum()
        told = tables["receivable"][tables["receivable"]["week"] == week].set_index("member")["amount"]
        assert expected[expected != 0].astype(int).to_dict() == told.to_dict()
        assert (told > 0).all()
    assert (payments[payments["reason"] == "credit"]["payee"] == OUTSIDE).all()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [15, 16])
def test_parts_come_in_when_they_are_due(seed: int) -> None:
    """Without defaults every sale is followed by its parts, each in its week, to the last step."""
    generator = np.random.default_rng(seed)
    count, every = int(generator.integers(2, 6)), int(generator.integers(1, 5))
    plan = {"instalments": count, "every_weeks": every}
    ledger = simulate(selling({"price": 99.99, "pay": plan}), seed)
    expected: dict[int, int] = {}
    owed = 0
    for row in sales(ledger).itertuples():
        for number, part in enumerate(parts_of(row.price, count)[1:], start=1):
            week = row.week + number * every
            if week <= 16:
                expected[week] = expected.get(week, 0) + part
            else:
                owed += part
    payments = ledger.table("payment", steps=True)
    paid = payments[payments["reason"] == "instalment"].set_index("week")["amount"].to_dict()

    assert paid == expected
    assert measure(ledger, "receivables") == pytest.approx(owed * 0.01)
    assert owed > 0


@pytest.mark.parametrize("seed", [17, 18])
def test_a_share_of_the_debtors_defaults_each_time(seed: int) -> None:
    """Of n debtors n·d ± 4σ stop at the first part, whoever else there is."""
    rate = np.random.default_rng(seed).uniform(0.1, 0.4)
    plan = {"instalments": 3, "every_weeks": 2, "default_rate": rate}
    ledger = simulate(selling({"off": 0.5, "pay": plan}, customers=6000, weeks=3), seed)
    debtors = int((sales(ledger)["week"] == 1).sum())
    stopped = int(ledger.columns("default")["customers"].sum())

    assert debtors > 30
    assert abs(stopped - debtors * rate) < 4 * np.sqrt(debtors * rate * (1 - rate))


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [19, 20])
def test_paying_in_parts_sells_more_and_is_worth_what_it_will_bring(seed: int) -> None:
    """What is felt less is bought more; what is still owed counts in the contribution."""
    plan = {"instalments": 4, "every_weeks": 8}
    easy = selling({"pay": plan}, segments=with_segments(instalment_ease=0.4))
    hardly = selling({"pay": plan}, segments=with_segments(instalment_ease=1e-9))
    ledgers = [simulate(s.changed(weeks=10), seed) for s in (SHOP, hardly, easy)]
    units, worth = ([measure(ledger, what) for ledger in ledgers] for what in ("units_sold", "contribution"))

    assert units[0] == units[1] < units[2]
    assert worth[1] == pytest.approx(worth[0])


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [23, 24])
def test_a_secret_price_still_undercuts(seed: int) -> None:
    """A web store at list price harms dealers by its price only where somebody has its offer."""
    world = load(
        "scenarios/espresso_hybrid_craft.yaml", set=["weeks=8", "customers=1500", "distribution.1.price=1.0"]
    )
    offer = {"product": "machine", "at": "web_store", "off": 0.3, "code": {"name": "SPRING"}}

    def undercut(reaches: float) -> float:
        given = {**offer, "code": {"name": "SPRING", "reaches": reaches}}
        harm = simulate(world.changed(promotions=[given]), seed).table("harm").astype({"source": str})
        from_store = (harm["source"] == "northmill web_store") & (harm["issue"] == "price_undercut")
        return float(harm.loc[from_store, "amount"].sum())

    none, some, all_of_them = (undercut(reaches) for reaches in (0.0, 0.3, 1.0))
    assert 0 == none < some < all_of_them


@pytest.mark.parametrize(
    ("offer", "keys", "why"),
    [
        ({"product": "lamp", "at": "dealr", "off": 0.1}, ("at",), "did you mean 'dealer'?"),
        ({"product": "lamp", "at": {"tag": "gold"}, "off": 0.1}, ("at", "tag"), "there are: none"),
        ({"product": "lamp", "at": "web_store", "off": 0.1}, ("product",), "there are: bulb"),
    ],
)
def test_an_offer_that_is_nowhere_is_told(offer: dict[str, Any], keys: tuple[str, ...], why: str) -> None:
    """Where it was written, with what was probably meant; with everything else."""
    world = small_scenario(promotions=[offer], contracts=[{"to": "nobody", "margin": 0.1}])
    _, found = channel_faults(world)

    assert found[0] == ("promotions", 0, *keys)
    assert why in found[1] or why == "there are: none"
