"""Community: members are drawn once for all, leave by formula, are heard as often as is said, and cost."""

from typing import Any

import numpy as np
import pytest
from scipy import special

from simulator import transactions
from simulator.base.keyed_random import happens, threshold
from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.diff import difference
from simulator.ledger.former_words import former_hash
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.own_memory import unit_luck
from simulator.market.simulate import opened, simulate
from simulator.market.state.experienced import MEMBERS, MEMBERS_CONTENT, MEMBERS_SHORTFALL, STEPS
from simulator.scenario.schema import Scenario
from tests.fuzz.laws import broken_laws
from tests.worlds.one_product import market

WEEKLY = {"per_year": 52}
MONTHLY = {"subscription": {"period_weeks": 4, "compares": 0.0}}
LAMP = {"life": {"mean_weeks": 6.0, "shape": 2.0}}
CENTS = {"money_step": 0.01}
ERRORS = 4.5
"""Standard errors within which a share must lie."""


def joined(community: dict[str, Any] | None, use: dict[str, Any] = MONTHLY, **more: Any) -> Scenario:
    """Return a market of one product, of a use, with a community of owners or without."""
    need = {**WEEKLY, **more.pop("need", {})}
    product = {**use, "community": community, **more.pop("product", {})}
    weeks, customers = more.pop("weeks", 9), more.pop("customers", 4000)
    return market(weeks, customers, need, product, more.pop("people", None), **more)


def by_week(ledger: Ledger, name: str) -> list[float]:
    """Return a metric week by week."""
    return [float(value) for value in measure(ledger, name, "week")]


def members_by_luck(scenario: Scenario, seed: int, joins: float) -> np.ndarray:
    """Say which customers are members, by the key of each and of the product alone."""
    played = opened(scenario, seed)
    key = played.run_tables.product_keys[0]
    found: np.ndarray = happens(played.dice.words("member", -1, played.customer_keys, key), threshold(joins))
    return found


@pytest.mark.parametrize("use", [MONTHLY, LAMP])
@pytest.mark.parametrize("joins", [0.0, 0.3, 1.0])
def test_so_many_of_those_who_have_it_are_members(use: dict[str, Any], joins: float) -> None:
    """Binomial, by the luck of each; all, or none, where all or none join."""
    scenario = joined({"joins": joins}, use)
    ledger, member = simulate(scenario, 3), members_by_luck(scenario, 3, joins)
    first = ledger.table("sale").query("week == 1")["customer"]

    assert by_week(ledger, "members")[0] == member[first].sum()
    assert abs(member.mean() - joins) <= ERRORS * np.sqrt(joins * (1 - joins) / len(member))
    assert (ledger.count("membership") > 0) == (joins > 0)
    if joins == 1.0:
        assert by_week(ledger, "members") == by_week(ledger, "owners")
    assert by_week(ledger, "member_share") == pytest.approx([joins] * 9, abs=0.05)


def test_whoever_is_a_member_is_one_again_with_the_next_unit() -> None:
    """For life, and with none in use it is none; more join where more are said to, and the same ones."""
    played = opened(joined({"joins": 0.3}, LAMP, weeks=30, need={"per_year": 13}), 2)
    few, more = (members_by_luck(joined({"joins": share}), 2, share) for share in (0.3, 0.6))
    for week in range(1, 31):
        played.step()
        in_use = played.crowd.columns.belongings.in_use[:, 0] >= week
        counted = (in_use & few).sum()
        assert played.ledger.table("membership").query("week == @week")["customers"].sum() == counted
    assert in_use.mean() < 1.0
    assert (few <= more).all()
    assert few.sum() < more.sum()


@pytest.mark.parametrize(
    "use", [MONTHLY, {**LAMP, "life": {"mean_weeks": 5200.0, "shape": 100.0, "owned": 0.4}}]
)
@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_owners_at_the_start_are_members_too(use: dict[str, Any], crowd: str) -> None:
    """In both ways of keeping customers."""
    ledger = simulate(joined({"joins": 1.0}, use, weeks=2, customers=200, crowd=crowd), 2)

    assert by_week(ledger, "members") == by_week(ledger, "owners")
    assert by_week(ledger, "members")[0] >= 0.3 * 200


@pytest.mark.by_day(1)
@pytest.mark.parametrize("stays", [0.7, 0.0, -0.7])
def test_members_leave_by_the_formula(stays: float) -> None:
    """S(t) = B(α, β + t e^(−c₃)) / B(α, β) after t payments, and as the sBG says of all others."""
    alpha, beta, customers = 1.0, 4.0, 10_000
    need = {"leaving": {"alpha": alpha, "beta": beta}}
    scenario = joined({"joins": 0.5, "stays": stays}, need=need, weeks=29, customers=customers)
    rows, member = simulate(scenario, 5).table("sale"), members_by_luck(scenario, 5, 0.5)
    for paid in range(1, 8):
        stayed = np.isin(np.arange(customers), rows.query("week == 1 + 4 * @paid")["customer"])
        for group, slower in ((member, np.exp(-stays)), (~member, 1.0)):
            share = special.beta(alpha, beta + paid * slower) / special.beta(alpha, beta)
            error = np.sqrt(share * (1 - share) / group.sum())
            assert abs(stayed[group].mean() - share) < ERRORS * error


@pytest.mark.by_day(1)
@pytest.mark.parametrize("use", [MONTHLY, LAMP])
@pytest.mark.parametrize("stays", [2.0, -2.0])
def test_both_ways_of_keeping_customers_are_alike(use: dict[str, Any], stays: float) -> None:
    """Customers that leave, reviews and payments, entry by entry. And no law is broken."""
    community = {"joins": 0.5, "stays": stays, "talks": 3.0, "weekly_cost": 0.333}
    need = {"leaving": {"alpha": 1.0, "beta": 3.0, "satisfaction": 2.0}}
    people = {"values": {"quality": 2.0}}
    heard = {"word_of_mouth": 0.3, "owners_credibility": 0.5, "trust_halved_at": 0.1, "display": 0.1}
    one, other = (
        simulate(
            joined(
                community, use, need=need, people=people, customers=120, crowd=crowd, response=heard,
                product={"attributes": {"quality": 0.4}, "reputation": {"quality": 0.8}, "variability": 0.2},
            ),
            4,
        )
        for crowd in ("columns", "one_by_one")
    )  # fmt: skip

    assert difference(one, other) == ""
    assert one.count("absence") > 0 < one.count("membership")
    assert broken_laws(one) == []


@pytest.mark.by_day(1)
@pytest.mark.parametrize("use", [LAMP, MONTHLY])
def test_the_manufacturer_pays_by_the_member(use: dict[str, Any]) -> None:
    """In each week so much for each member, to the outside, rounded once; nothing else is other for it."""
    need = {"leaving": {"alpha": 1.0, "beta": 3.0}}
    ledger, free = (
        simulate(joined({"joins": 0.4, "weekly_cost": cost}, use, need=need, units=CENTS), 6)
        for cost in (0.123, 0.0)
    )
    paid = ledger.table("payment", steps=True).query("reason == 'community'")
    step = ledger.header.scenario.units.money_step
    due = [round(0.123 * members / step) for members in by_week(ledger, "members")]

    assert paid["amount"].tolist() == due
    assert set(paid["payer"].astype(str)) == {ledger.header.scenario.focal_maker}
    assert set(paid["payee"].astype(str)) == {OUTSIDE}
    assert measure(free, "contribution") - measure(ledger, "contribution") == pytest.approx(sum(due) * step)
    assert transactions(ledger).equals(transactions(free))
    assert "community" not in set(free.table("payment", steps=True)["reason"].astype(str))


def talked(word_of_mouth: float, community: dict[str, Any] | None, **more: Any) -> Scenario:
    """Return a market in which people hear of a product from its owners, that pay once for all weeks."""
    for_ever = {"subscription": {"period_weeks": 500, "compares": 0.0}}
    response = {"initial_adstock": 0.05, "word_of_mouth": word_of_mouth, **more.pop("response", {})}
    return joined(community, for_ever, response=response, weeks=20, **more)


def test_where_all_join_talking_once_more_is_hearing_twice_as_much() -> None:
    """Sale by sale: every owner is a member in use, so contacts are twice as many, and tell the same."""
    believed = {"owners_credibility": 0.5, "trust_halved_at": 0.1}
    people, lamp = (
        {"values": {"quality": 2.0}},
        {"attributes": {"quality": 0.5}, "reputation": {"quality": 0.8}},
    )
    twice, member, plain = (
        simulate(talked(heard, community, response=believed, people=people, product=lamp, customers=1500), 3)
        for heard, community in ((0.4, None), (0.2, {"joins": 1.0, "talks": 1.0}), (0.2, None))
    )

    assert transactions(member).equals(transactions(twice))
    assert measure(member, "units_sold") > 1.2 * measure(plain, "units_sold")


def test_what_members_found_is_counted_apart() -> None:
    """Of the week's purchases by members, unit by unit: how many, δ (y − e), and e − y."""
    lamp = {"attributes": {"quality": 0.5}, "reputation": {"quality": 0.6}, "variability": 0.2}
    given = joined({"joins": 0.3}, product=lamp, people={"values": {"quality": 2.0}})
    played, member = opened(given, 3), members_by_luck(given, 3, 0.3)
    played.step()
    keys, product = played.customer_keys, played.run_tables.product_keys[0]
    luck = unit_luck(played.dice, keys, np.full_like(keys, product), np.zeros(len(keys)))
    bought = np.isin(np.arange(len(keys)), played.ledger.table("sale")["customer"])
    beyond = (0.5 + 0.2 * luck - 0.6)[bought & member]
    content = (
        np.where(beyond > 0, given.response.satisfaction_gain, given.response.satisfaction_loss) * beyond
    )
    found = dict.fromkeys((MEMBERS, MEMBERS_CONTENT, MEMBERS_SHORTFALL), 0)
    for (_, what), number in played.shopping.experienced.items():
        found |= {what: found[what] + number} if what in found else {}

    assert found[MEMBERS] == (bought & member).sum() > 0
    assert found[MEMBERS_CONTENT] / STEPS == pytest.approx(content.sum(), rel=1e-5)
    assert found[MEMBERS_SHORTFALL] / STEPS == pytest.approx(-beyond.sum(), rel=1e-5)


@pytest.mark.parametrize(("delivers", "helps"), [(0.9, True), (0.1, False)])
def test_members_spread_what_they_found_pleased_or_not(delivers: float, helps: bool) -> None:
    """A community makes a good product better known and believed in, and does worse with a bad one."""
    sold = []
    for talks in (0.0, 6.0):
        told = {"initial_adstock": 3.0, "retention": 1.0, "owners_credibility": 0.5, "learning": 2.0}
        scenario = talked(
            0.1, {"joins": 0.5, "talks": talks}, response=told, need={"per_year": 13},
            people={"values": {"quality": 6.0}}, detail="summary",
            product={"attributes": {"quality": delivers}, "reputation": {"quality": 0.5}, "appeal": -3.0},
        )  # fmt: skip
        sold.append(measure(simulate(scenario, 7), "units_sold"))

    assert (sold[1] > sold[0]) == helps
    assert abs(sold[1] - sold[0]) > 100


def test_who_only_meets_changes_nothing() -> None:
    """Members that are as others are counted; nothing else is written than without them."""
    need = {"leaving": {"alpha": 1.0, "beta": 3.0}}
    without, idle, empty = (
        simulate(joined(community, need=need), 6)
        for community in (
            None,
            {"joins": 0.5},
            {"joins": 0.0, "stays": 5.0, "talks": 9.0, "weekly_cost": 3.0},
        )
    )

    assert former_hash(idle) == former_hash(without)
    assert idle.count("membership") > 0
    assert difference(empty, without) == ""


def test_what_does_not_last_has_no_owners_to_meet() -> None:
    """As where the wear of all goods is switched off."""
    given = joined({"joins": 1.0, "stays": 1.0, "talks": 1.0, "weekly_cost": 1.0}, LAMP, customers=100)
    ledger = simulate(given.changed(switched_off=["wear"]), 1)

    assert ledger.count("sale") > 0 == ledger.count("membership")


def test_a_community_of_one_product_moves_no_luck_of_another() -> None:
    """A member of one stays a member whatever other communities there are."""
    lamp = {
        "maker": "acme",
        "category": "fuel",
        "unit_cost": 5,
        "list_price": 10,
        "attributes": {},
        "appeal": 45,
    }
    alone = joined({"joins": 0.4}, need={"leaving": {"alpha": 1.0, "beta": 3.0}}, customers=1500)
    plain = {name: one.model_dump(mode="json") for name, one in alone.products.items()}
    people = {name: one.model_dump(mode="json") for name, one in alone.segments.items()}
    maker = alone.products["lamp"].maker
    for segment in people.values():
        segment["needs"]["fuel"] = {"per_year": 52}
    other = {**lamp, **MONTHLY, "maker": maker, "community": {"joins": 0.7}}
    both = simulate(alone.changed(products={**plain, "oil": other}, segments=people), 8)
    one = simulate(alone, 8)

    assert by_week(one, "members") == [
        both.table("membership").query("week == @week and product == 'lamp'")["customers"].sum()
        for week in range(1, 10)
    ]
