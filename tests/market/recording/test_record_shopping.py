"""Recording of purchases: outlets remember the demand that they could not meet."""

from simulator.market.simulate import opened, simulate
from tests.draws import DRAW
from tests.worlds.plain import dealers, plain


def test_outlets_remember_the_first_choices_they_could_not_meet() -> None:
    """Demand remembered of a week: units sold and first choices that were not there."""
    scenario = plain(weeks=4, customers=300, detail="sales", distribution=dealers(opening_stock=5))
    seed = int(DRAW.integers(1000))
    ledger, market = simulate(scenario, seed), opened(scenario, seed)
    asked: dict[tuple[str, int], int] = {}
    for kind in ("sale", "lost_sale"):
        entries = ledger.table(kind, steps=True).astype({"outlet": str})
        for outlet, week, units in zip(entries["outlet"], entries["week"], entries["units"], strict=True):
            asked[outlet, week] = asked.get((outlet, week), 0) + units
    for _ in range(scenario.weeks):
        market.step()

    assert ledger.count("lost_sale")
    for outlet in market.run_tables.outlets:
        seen = list(market.members[outlet].stock.remembered["lamp"])

        assert seen == [asked.get((outlet, week), 0) for week in range(1, scenario.weeks + 1)]
