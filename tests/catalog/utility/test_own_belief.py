"""Own belief: what is shown to a customer itself is believed by it as by a cell, and by no other."""

from types import SimpleNamespace as Plain
from typing import Any

import numpy as np
import pytest

from simulator.base.arrays import Flags, Floats, Integers
from simulator.catalog.utility.believed_benefits import BelievedBenefits
from simulator.catalog.utility.own_belief import OwnBelief
from simulator.catalog.utility.own_experience import OwnExperience
from simulator.domain.product.benefits import BENEFITS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.customers.own_beliefs import own_belief
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.market.state.utility_columns import ColumnView
from simulator.mechanisms.choice.utility import disconfirmed, summed
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.aimed import COST, DEALERS, aimed, visitors
from tests.worlds.small import small_scenario, small_world

QUALITY, NOVELTY = BENEFITS.index("quality"), BENEFITS.index("novelty")
KAPPA, RHO, EMPHASIS = 0.3, 1.4, 0.7
"""Of the medium, of people, and of quality in the bright message."""
TOLD = {"always_aware": 1.0, "display": 0.0, "word_of_mouth": 0.0, "learning": RHO, "belief_decay": 0.0}
"""All is known; what is said is believed, and does not fade."""
LAMP = {**small_world()["products"]["lamp"], "reputation": {"quality": 0.2}}
"""A lamp that delivers .8 of quality, of which .2 is believed."""
TALK = {"medium": "place", "message": "bright", "weeks": [1, 16], "weekly_budget": 1e6}


def believing(medium: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the world in which visitors are followed for good, with a better lamp than is believed."""
    products = {**small_world()["products"], "lamp": LAMP}
    given = {"response": TOLD, "products": products, **changes}
    return aimed("retargeting", {"within_weeks": 16, **(medium or {})}, **given)


def played(scenario: Scenario, seed: int = 4) -> Market:
    """Return the market after all weeks, its books closed."""
    market = opened(scenario, seed)
    for _ in range(scenario.weeks):
        market.step()
    return market


def own(market: Market, benefit: int = QUALITY) -> Floats:
    """Return how much more of the lamp's benefit each customer believes than its cell."""
    columns = market.crowd.columns  # type: ignore[attr-defined]
    nothing = np.zeros(len(columns.people.key), dtype=np.float32)
    return np.asarray(columns.believes.get((0, benefit), nothing), dtype=np.float64)


def times_shown(market: Market) -> Integers:
    """Return how often each customer was shown the campaign: in each week after its first visit."""
    visited, shown = visitors(market.ledger.close()), np.zeros(600, dtype=np.int64)
    for week in range(1, 17):
        shown[sorted(set().union(*visited[:week]))] += 1
    return shown


@pytest.mark.by_day(1)
@pytest.mark.parametrize("trust", [0.4, 1.0])
def test_after_n_contacts_one_is_as_far_as_the_formula_says(trust: float) -> None:
    """D = (c − b)(1 − e^(−ρ κ T e n)), benefit by benefit; cells believe what they did."""
    market = opened(believing(), 4)
    market.brand_knowledge.owner_talk.trust[:] = trust
    for _ in range(16):
        market.step()
    shown = times_shown(market)
    far = {QUALITY: 0.8 - 0.2, NOVELTY: 0.0}

    for benefit, emphasis in ((QUALITY, EMPHASIS), (NOVELTY, 1.0 - EMPHASIS)):
        way = 1.0 - np.exp(-RHO * KAPPA * trust * emphasis * shown)
        assert own(market, benefit) == pytest.approx(far[benefit] * way, rel=1e-5)
    assert (market.brand_knowledge.belief == market.brand_knowledge.reputation).all()
    assert len(set(shown.tolist())) > 8
    assert (shown == 0).sum() > 50


def test_a_customer_is_moved_as_a_cell_is_that_is_told_the_same() -> None:
    """Of two messages, talk of others, forgetting and outlets: time by time, b ← b + w (c − b)."""
    said = {"bright": {"says": {"quality": EMPHASIS, "novelty": 0.3}, "claims": {"quality": 1.0}}}
    said["dull"] = {"says": {"quality": 0.6, "price": 0.4}, "claims": {"quality": 0.1}}
    plain = believing().model_dump(mode="json")
    for one in plain["segments"].values():
        one["media"]["radio"] = 1.0
    radio = {"medium": "radio", "message": "dull", "weeks": [3, 16], "weekly_budget": 20}
    given = {
        "media": {**plain["media"], "radio": {"cost_per_contact": 0.1, "credibility": 0.5}},
        "messages": {"default": "bright", **said},
        "segments": plain["segments"],
        "campaigns": [TALK, {**TALK, "message": "dull"}, radio],
        "response": {**TOLD, "belief_decay": 0.07},
    }
    market = played(believing(**given))
    cell, ledger = market.crowd.columns.people.cell, market.ledger.close()  # type: ignore[attr-defined]
    shown, heard = met(ledger), per_head(ledger, market, "radio")
    believed, forgotten = np.full(600, 0.2), 0.0
    for week in range(1, 17):
        believed += forgotten * (0.2 - believed)
        for claim, emphasis in ((1.0, EMPHASIS), (0.1, 0.6)):
            way = np.where(shown[week], 1.0 - np.exp(-RHO * KAPPA * emphasis), 0.0)
            believed += way * (claim - believed)
        believed += (1.0 - np.exp(-RHO * 0.5 * 0.6 * heard[week][cell])) * (0.1 - believed)
        forgotten = 0.07
    outlets, everybody = market.run_tables.offered[:, 0].nonzero()[0], np.arange(600)
    for outlet in outlets.tolist():
        way = market.offer_table.weight[outlet, 0, QUALITY]
        found = market.week_tables.offer.believed[QUALITY][cell, outlet, 0] + own_at(
            market, everybody, outlet
        )

        assert 0.1 < way < 0.9
        assert found == pytest.approx(believed + way * (1.0 - believed), abs=2e-6)
    assert np.ptp(believed) > 0.2


def own_at(market: Market, who: Integers, outlet: int) -> Floats:
    """Return how much more customers did [N]."""
    columns, tables = market.crowd.columns, market.week_tables  # type: ignore[attr-defined]
    product = np.zeros(len(who), dtype=np.int64)
    offer = outlet * len(market.run_tables.products)
    place = columns.people.cell.astype(np.int64) * tables.stock.size + offer
    view = ColumnView(own_belief(columns, tables, who, product, place))
    return np.asarray(view.own_belief[QUALITY])


def met(ledger: Ledger) -> list[Flags]:
    """Return whether each customer had visited before each week, from week 0 on [N]."""
    visited = visitors(ledger)
    found = []
    for week in range(17):
        followed = np.zeros(600, dtype=bool)
        followed[sorted(set().union(*visited[:week]))] = True
        found.append(followed)
    return found


def per_head(ledger: Ledger, market: Market, medium: str) -> list[Floats]:
    """Return contacts per head with a medium, by week from 0 on [C]."""
    told, raw = ledger.table("touchpoint").astype({"medium": str}), ledger.columns("touchpoint")
    there, found = told["medium"] == medium, np.zeros((17, 4))
    np.add.at(found, tuple(raw[name][there] for name in ("week", "cell")), raw["contacts"][there])
    return list(found / market.run_tables.sizes)


def sides(scenario: Scenario) -> tuple[Market, Market, Flags]:
    """Return the market with the campaign and without it, and the customers shown it [N]."""
    with_it, without = played(scenario), played(scenario.changed(campaigns=[]))
    heard = with_it.crowd.columns.heard[0]  # type: ignore[attr-defined]
    return with_it, without, heard > 0.0


FEW = [{**TALK, "weekly_budget": 15 * COST}]
"""A campaign that many a visitor never meets."""


def lamps(market: Market) -> set[tuple[int, int]]:
    """Return buyers of a lamp, and in which week."""
    sales = market.ledger.close().table("sale", steps=True).astype({"product": str})
    sales = sales[sales["product"] == "lamp"]
    return set(zip(sales["customer"].tolist(), sales["week"].tolist(), strict=True))


def test_a_visitor_that_is_shown_what_it_did_not_believe_buys_more_and_its_neighbours_as_before() -> None:
    """Customer by customer, with the same luck: whoever bought a lamp does, and some more of those shown."""
    plenty = [
        {**DEALERS, "maker": "rival"},
        {"model": "direct_automated", "maker": "rival", "opening_stock": 5000},
    ]
    segments = believing().model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"]["light"]["per_year"] = 26
    given = {"competition": plenty, "segments": segments, "response": {**TOLD, "learning": 4.0 * RHO}}
    with_it, without, shown = sides(believing(campaigns=FEW, **given))
    more, bought = lamps(with_it), lamps(without)
    choices = [market.ledger.close().table("choice", steps=True).astype(str) for market in (with_it, without)]
    others, as_before = (one[~shown[one["customer"].astype(int)]].reset_index(drop=True) for one in choices)

    assert bought < more
    assert len(more) > 1.02 * len(bought)
    assert all(shown[customer] for customer, _ in more - bought)
    assert others.equals(as_before)
    assert sum(not shown[customer] for customer, _ in bought) > 100


def test_a_message_beside_the_point_does_nothing() -> None:
    """Of a benefit that nobody there values: all entries but for the campaign are as without it."""
    said = {"default": "craft", "bright": {"says": {"novelty": 1.0}, "claims": {"novelty": 1.0}}}
    with_it, without, shown = sides(believing(messages=said))

    assert own(with_it, NOVELTY)[shown].min() > 0.1
    for kind in ("sale", "lost_need", "stage_flow", "need_flow", "traffic", "lost_sale"):
        tables = [market.ledger.close().table(kind, steps=True).astype(str) for market in (with_it, without)]
        assert tables[0].equals(tables[1]), kind


def test_a_message_that_lies_disappoints_those_alone_who_were_shown_it() -> None:
    """By what they believed more than their neighbours, customer by customer; with and without experience."""
    said = {"default": "craft", "bright": {"says": {"quality": 1.0}, "claims": {"quality": 1.0}}}
    given = {"messages": said, "products": small_world()["products"], "campaigns": FEW}
    with_it, without, shown = sides(believing(**given))
    everybody = np.arange(600)
    felt = [
        market.crowd.taking_home.satisfaction(everybody, np.zeros(600, dtype=np.int64), np.zeros(600))  # type: ignore[attr-defined]
        for market in (with_it, without)
    ]
    reader = own(with_it) > 0.0
    segments = [cell.segment for cell in with_it.run_tables.cells]
    cares = np.array([one == "readers" for one in segments])[with_it.crowd.columns.people.cell]  # type: ignore[attr-defined]

    assert (reader == shown).all()
    assert (felt[0][~shown | ~cares] == felt[1][~shown | ~cares]).all()
    assert (felt[0] < felt[1])[shown & cares].all()
    assert (shown & cares).sum() > 100


def test_nothing_of_it_is_the_cells() -> None:
    """What its cell knows, believes and has in the ear is as without it, of price and at all."""
    said = {"default": "craft", "bright": {"says": {"quality": 0.5, "price": 0.5}}}
    response = {**TOLD, "always_aware": 0.5, "retention": 1.0, "price_talk": 1.0}
    with_it, without, _ = sides(believing(messages=said, response=response))
    knows, knew = with_it.brand_knowledge, without.brand_knowledge

    assert sum(per_head(with_it.ledger.close(), with_it, "place")).sum() > 1
    for name in ("belief", "adstock", "talk", "price_talk"):
        assert (getattr(knows, name) == getattr(knew, name)).all(), name


def test_with_what_the_cell_believes_it_comes_to_what_the_customer_does() -> None:
    """Σ v (b + d), or v t if that is more where the message keeps nobody away; v (t − b − d) is found."""
    values, belief, truth = DRAW.uniform(size=(3, len(BENEFITS)))
    more = DRAW.uniform(-1.0, 1.0, len(BENEFITS))
    shopper, offer = Plain(values=values), Plain(believed=belief, own_belief=more, truth=truth)
    terms = BelievedBenefits, OwnBelief

    assert summed(terms, shopper, offer, None) == pytest.approx(values @ (belief + more))
    best = np.maximum(belief + more, truth)
    assert summed(terms, shopper, offer, None, without={"message"}) == pytest.approx(values @ best)
    assert disconfirmed(terms, shopper, offer, None) == pytest.approx(values @ (truth - belief - more))


def test_without_media_that_aim_it_is_not_in_the_sum() -> None:
    """With such a medium it is, if a campaign runs on it."""
    in_play = [
        OwnBelief in opened(scenario, 1).utility_terms.all
        for scenario in (small_scenario(), aimed("retargeting", campaigns=[]), aimed("retargeting"))
    ]

    assert in_play == [False, False, True]


def test_what_was_told_itself_is_hearsay_to_one_that_learns_from_use() -> None:
    """Beside the truth that it has found, in the place of what its cell believes."""
    values, belief, truth = DRAW.uniform(size=(3, len(BENEFITS)))
    more = DRAW.uniform(-1.0, 1.0, len(BENEFITS))
    memory = {("times_had", 0): 3.0, ("times_failed", 0): 0.0, ("experienced_luck", 0): 0.0}
    shopper = Plain(values=values, own=memory, learns_from_use=0.5)
    offer = Plain(believed=belief, own_belief=more, truth=truth, product=0, variability=0.0)
    weight = 1.5 / 2.5
    believed = (1.0 - weight) * (belief + more) + weight * truth

    terms = BelievedBenefits, OwnBelief, OwnExperience
    assert summed(terms, shopper, offer, None) == pytest.approx(values @ believed)


@pytest.mark.by_day("5")
@pytest.mark.parametrize("lasts", [1, 5])
def test_both_ways_of_keeping_customers_believe_the_same(lasts: int) -> None:
    """Entry by entry, where others talk, all fades, use teaches, orders come late and outlets say more."""
    plain = believing().model_dump(mode="json")
    for one in plain["segments"].values():
        one["media"]["radio"] = 1.0
        one["needs"]["light"]["lasts_weeks"] = lasts
        one["learns_from_use"] = 0.2
        one["values"] |= {"novelty": 1.0}
    claims = {"quality": 1.0, "novelty": 0.8}
    said = {"bright": {"says": {"quality": EMPHASIS, "novelty": 0.3}, "claims": claims}}
    radio = {"medium": "radio", "message": "craft", "weeks": [3, 16], "weekly_budget": 20}
    owners = {"word_of_mouth": 0.1, "owners_credibility": 0.3, "trust_halved_at": 0.2}
    given = {
        "media": {**plain["media"], "radio": {"cost_per_contact": 0.1, "credibility": 0.5}},
        "messages": {"default": "bright", **said},
        "segments": plain["segments"],
        "products": {name: {**one, "variability": 0.1} for name, one in plain["products"].items()},
        "campaigns": [*FEW, radio],
        "response": {**TOLD, "belief_decay": 0.1, "always_aware": 0.6, **owners},
        "customers": 120,
    }
    columns, one_by_one = (
        simulate(believing(crowd=crowd, **given), 6) for crowd in ("columns", "one_by_one")
    )

    assert columns.count("touchpoint") > 20 and columns.count("sale") > 100
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
