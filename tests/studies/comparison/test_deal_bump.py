"""Deal bump: its parts sum to it, and in plain markets they are known."""

import pytest

from simulator import InputError
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.studies.comparison.deal_bump import deal_bump
from tests.worlds.one_product import market

DEAL = [{"week": 20, "do": {"price_change": 0.8}, "lasts": 3}]


def test_of_one_brand_with_constant_use_all_comes_from_other_weeks() -> None:
    """What is bought ahead is missing later: eight weeks of use of each of 200 customers."""
    need = {"per_year": 52, "pantry": {"storage_cost": 0.25, "most_units": 12}}
    runs = [simulate(market(60, 200, need, events=events), seed=1) for events in (DEAL, [])]

    assert deal_bump(*runs, [20]) == (1600, 0, 1600, 0)
    assert deal_bump(runs[1], runs[1], [20]) == (0, 0, 0, 0)


def test_of_one_brand_that_is_used_up_at_once_all_is_new() -> None:
    """Without a pantry nothing comes from other weeks, and without a rival nothing from brands."""
    runs = [simulate(market(30, 2000, {"per_year": 26}, {"appeal": 1.0}, {"price_sensitivity": 0.2},
                            events=events), seed=1) for events in (DEAL, [])]  # fmt: skip
    found = deal_bump(*runs, [20, 21, 22])

    assert found.bump > 100
    assert found == (found.bump, 0, 0, found.bump)


def test_all_three_parts_are_there_where_there_is_a_rival() -> None:
    """In the shipped world of deals; each is what the tables of sales say."""
    scenario = load("scenarios/batteries_full_price.yaml")
    deals = range(8, 27, 6)
    events = [event for event in scenario.events if event.week in deals]
    few = {"customers": scenario.customers // 4, "weeks": 28, "campaigns": []}
    runs = [simulate(scenario.changed(events=some, **few), seed=1) for some in (events, [])]
    found = deal_bump(*runs, deals)

    def more(own: bool, of_deal: bool) -> int:
        """Return by how much more of own products, or of the rival's, is sold with the deals."""
        of_focal = [name for name, made in scenario.products.items() if made.maker == scenario.focal]
        units = []
        for run in runs:
            rows = run.table("sale")
            counts = (rows["product"].isin(of_focal) == own) & (rows["week"].isin(deals) == of_deal)
            units.append(rows["units"][counts].sum())
        return int(units[0] - units[1])

    assert found.bump == more(own=True, of_deal=True)
    assert found.brands == -more(own=False, of_deal=True)
    assert found.weeks == -more(own=True, of_deal=False) - more(own=False, of_deal=False)
    assert found.new == sum(more(own, of_deal) for own in (True, False) for of_deal in (True, False))
    assert len(events) == len(deals)
    assert min(found) > 0


@pytest.fixture(scope="module")
def sixty_weeks() -> Ledger:
    """Return a run of sixty weeks."""
    return simulate(market(60, 20, {"per_year": 5}), seed=1)


@pytest.mark.parametrize(
    ("weeks", "told"), [([0], "least 1"), ([61], "most 60"), (["first"], "'first'"), ([20.5], "20.5")]
)
def test_weeks_that_are_not_played_are_refused(weeks: list[object], told: str, sixty_weeks: Ledger) -> None:
    """With what may be given."""
    with pytest.raises(InputError, match=f"^weeks: .*{told}"):
        deal_bump(sixty_weeks, sixty_weeks, weeks)  # type: ignore[arg-type]


def test_runs_that_are_no_pair_are_refused() -> None:
    """Of another seed."""
    one, other = (simulate(market(6, 20, {"per_year": 5}), seed=seed) for seed in (1, 2))

    with pytest.raises(InputError, match="same seed"):
        deal_bump(one, other, [3])
