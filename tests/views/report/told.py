"""Small comparisons of which reports tell: much is sold, names are nasty, cohorts are kept."""

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.questions import reported_of
from tests.worlds.one_product import market
from tests.worlds.small import small_scenario, small_world

NASTY = "<script>alert('owned')</script> & \"dealers\" 😀"
PAID = {"subscription": {"period_weeks": 4, "compares": 0.0}}
LEAVING = {"per_year": 52, "leaving": {"alpha": 1.0, "beta": 1.0}}
RATED = {"initial_adstock": 2.0, "equity": {}, "reviews": {"chance": 1.0}}
KEPT = market(24, 60, LEAVING, PAID, cohorts=True)


def keeps_cohorts(**changes: object) -> Comparison:
    """Return the comparison of a shop that keeps cohorts with one that is changed, as a report asks."""
    both = [KEPT.changed(name="kept"), KEPT.changed(name="other", **changes)]
    return compare(both, seeds=2, metrics=reported_of(both))


def with_a_web_store_beside(**changes: object) -> list:
    """Return a market in which much is sold, without and with a web store that undercuts the dealers."""
    world = small_world()
    dealers = {"model": "authorized_dealers", "dealers_per_region": 2}
    both = [dealers, {"model": "direct_automated", "price": 0.85}]
    busy = {
        "customers": 200, "weeks": 5, "campaigns": [], "events": [], "response": {"initial_adstock": 2.0},
        "segments": {k: {**one, "needs": {"light": {"per_year": 8}}} for k, one in world["segments"].items()},
        "products": {k: {**one, "appeal": 2.0} for k, one in world["products"].items()},
        **changes,
    }  # fmt: skip
    return [
        small_scenario(distribution=dealers, **busy),
        small_scenario(name=NASTY, distribution=both, messages={"default": "deal"}, **busy),
    ]
