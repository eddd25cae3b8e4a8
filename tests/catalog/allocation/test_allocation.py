"""Allocation rules, each against what its textbook says, and in a market with too little to go round."""

from typing import Any

import pytest

from simulator.domain.decisions.policies import AllocationPolicy
from simulator.domain.decisions.policy_views import Claim
from simulator.domain.registries import ALLOCATION
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_scenario


def claim(
    units: int, week: int = 1, *, own: bool = False, tags: tuple[str, ...] = (), luck: int = 0
) -> Claim:
    """Return one order."""
    return Claim(units, week, own, tags, luck)


def rule(name: str, **terms: Any) -> AllocationPolicy:
    """Return a rule by name."""
    found: AllocationPolicy = ALLOCATION.get(name)(**terms)
    return found


def test_proportional_shares_differ_from_exact_ones_by_less_than_a_step() -> None:
    """Everybody gets the same share of its order, but for rounding."""
    asked = DRAW.integers(1, 50, 6).tolist()
    available = int(DRAW.integers(0, sum(asked)))
    given = rule("proportional").allocate(
        available, [claim(units, luck=at) for at, units in enumerate(asked)]
    )

    assert all(
        abs(units - available * each / sum(asked)) < 1 for units, each in zip(given, asked, strict=True)
    )


def test_first_come_lets_only_the_last_served_go_short() -> None:
    """Whoever ordered after somebody who is short gets nothing; the week decides, then luck."""
    claims = [
        claim(int(DRAW.integers(1, 9)), int(week), luck=int(luck))
        for week, luck in zip(DRAW.integers(1, 4, 7), DRAW.permutation(7), strict=True)
    ]
    given = rule("first_come").allocate(int(DRAW.integers(0, 30)), claims)
    queue = sorted(zip(claims, given, strict=True), key=lambda pair: (pair[0].week, pair[0].luck))
    short = [each.units - units for each, units in queue]
    first_short = next((at for at, units in enumerate(short) if units), len(short))

    assert all(units == 0 for _, units in queue[first_short + 1 :])


@pytest.mark.parametrize(("terms", "first"), [({}, [1, 3]), ({"tag": "gold"}, [0, 3])])
def test_priority_fills_who_comes_first_before_anybody_else(terms: dict[str, str], first: list[int]) -> None:
    """Others see what is left, in proportion; among those who come first the same."""
    claims = [
        claim(8, tags=("gold",), luck=0),
        claim(6, own=True, luck=1),
        claim(10, luck=2),
        claim(4, own=True, tags=("old", "gold"), luck=3),
    ]
    wanted = sum(claims[at].units for at in first)
    for available in range(sum(each.units for each in claims) + 1):
        given = rule("priority", **terms).allocate(available, claims)

        assert sum(given[at] for at in first) == min(available, wanted)
        shares = rule("proportional").allocate(min(available, wanted), [claims[at] for at in first])
        assert [given[at] for at in first] == shares


def short_of_goods(allocation: Any) -> Scenario:
    """Return a maker who makes a trickle, dealers and a web store of its own that ask for more."""
    return small_scenario(
        weeks=12,
        customers=1500,
        manufacturers={
            "acme": {
                "opening_stock": 3,
                "ordering": {"policy": "base_stock", "level": 3.0},
                "allocation": allocation,
            },
            "rival": {},
        },
        distribution=[
            {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 2},
            {"model": "direct_automated", "opening_stock": 2},
        ],
        events=[],
    )


def outcome(ledger: Ledger) -> dict[tuple[int, str], list[tuple[str, int, int]]]:
    """Return for each week and product who ordered, what was still open, and what was shipped, of lamps."""
    ordered, shipped = (
        ledger.table(kind, steps=True).astype({"buyer": str, "supplier": str, "product": str})
        for kind in ("order", "shipment")
    )
    rounds = {}
    for week in range(1, ledger.last_week + 1):
        asked = ordered[(ordered["week"] <= week) & (ordered["supplier"] == "acme")]
        before = shipped[(shipped["week"] < week) & (shipped["supplier"] == "acme")]
        now = shipped[(shipped["week"] == week) & (shipped["supplier"] == "acme")]
        got = now.groupby("buyer")["units"].sum()
        open_orders = (
            asked.groupby("buyer")["units"].sum().sub(before.groupby("buyer")["units"].sum(), fill_value=0)
        )
        rounds[week, "lamp"] = [
            (buyer, int(units), int(got.get(buyer, 0))) for buyer, units in open_orders.items() if units
        ]
    return rounds


def test_a_maker_that_puts_its_own_first_leaves_dealers_what_its_web_store_does_not_want() -> None:
    """In every week; dealers get something only where the web store got all it had ordered."""
    seed = int(DRAW.integers(1000))
    own, all_alike = (outcome(simulate(short_of_goods(rule), seed)) for rule in ("priority", "proportional"))

    def slighted(rounds: dict[tuple[int, str], list[tuple[str, int, int]]]) -> list[bool]:
        found = []
        for orders in rounds.values():
            store_is_short = any("web_store" in who and got < asked for who, asked, got in orders)
            found.append(store_is_short and any("dealer" in who and got for who, _, got in orders))
        return found

    assert any(any(asked > got for _, asked, got in orders) for orders in own.values())
    assert not any(slighted(own))
    assert any(slighted(all_alike))


def test_first_come_serves_no_later_order_before_an_earlier_one() -> None:
    """While some buyer waits for what it ordered in an earlier week, nobody's later order is shipped."""
    ledger = simulate(short_of_goods("first_come"), int(DRAW.integers(1000)))
    ordered, shipped = (
        ledger.table(kind, steps=True).astype({"buyer": str, "supplier": str}).query("supplier == 'acme'")
        for kind in ("order", "shipment")
    )
    checked = 0
    for week in range(1, ledger.last_week + 1):
        got = shipped[shipped["week"] <= week].groupby("buyer")["units"].sum()
        for buyer in shipped[shipped["week"] == week]["buyer"].unique():
            mine = ordered[(ordered["buyer"] == buyer) & (ordered["week"] <= week)].sort_values("week")
            latest = mine["week"][mine["units"].cumsum() - mine["units"] < got[buyer]].max()
            for other in set(ordered["buyer"]) - {buyer}:
                before = ordered[(ordered["buyer"] == other) & (ordered["week"] < latest)]["units"].sum()
                assert got.get(other, 0) >= before
                checked += 1

    assert checked
