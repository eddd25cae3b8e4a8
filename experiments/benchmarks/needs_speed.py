"""Needs: what a year costs where needs last, and where offers are alike, against the same without.

The shipped espresso world with dealers and a web store, as shipped and with 100,000 customers. Of needs that
last 26 weeks it is told how often they look, what a visit costs against one of needs of a week, and what the
year would cost if everybody looked in every week. Of offers that are alike, what a year costs against one in
which each has luck of its own. CPU time; of every week the least of some turns, in which all are played one
after another.
"""

from time import process_time
from typing import Any

from simulator import Scenario, load
from simulator.market.simulate import opened

FILE, WEEKS, TURNS, MANY = "scenarios/espresso_hybrid_craft.yaml", 52, 5, 100_000


def lasting(scenario: Scenario, weeks: int) -> Scenario:
    """Return the same scenario with needs that last so many weeks."""
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        for need in segment["needs"].values():
            need["lasts_weeks"] = weeks
    return scenario.changed(segments=people)


def year(scenario: Scenario, *, everybody: bool) -> tuple[list[float], dict[str, int]]:
    """Return the CPU seconds of each week, and what became of needs."""
    market, seconds = opened(scenario, 1), []
    market.crowd.again.everybody |= everybody
    for _ in range(WEEKS):
        start = process_time()
        market.step()
        seconds.append(process_time() - start)
    flows = market.ledger.close().table("need_flow").groupby("outcome", observed=True)["needs"].sum()
    return seconds, {str(name): int(needs) for name, needs in flows.items()}


def years(worlds: dict[str, tuple[Scenario, bool]]) -> tuple[dict[str, float], dict[str, dict[str, int]]]:
    """Return the seconds of each year, and what became of needs."""
    least: dict[str, list[float]] = {}
    flows: dict[str, dict[str, int]] = {}
    for _ in range(TURNS):
        for name, (scenario, everybody) in worlds.items():
            weeks, flows[name] = year(scenario, everybody=everybody)
            least[name] = [min(pair) for pair in zip(weeks, least.get(name, weeks), strict=True)]
    return {name: sum(weeks) for name, weeks in least.items()}, flows


def measured() -> dict[str, Any]:
    """Return the ratios."""
    figures: dict[str, Any] = {}
    for customers in (load(FILE).customers, MANY):
        scenario = load(FILE, set=[f"customers={customers}", f"weeks={WEEKS}"])
        flat = load(FILE, set=[f"customers={customers}", f"weeks={WEEKS}", "switched_off=[similarity]"])
        seconds, flows = years(
            {
                "week": (lasting(scenario, 1), False),
                "long": (lasting(scenario, 26), False),
                "everybody": (lasting(scenario, 26), True),
                "flat": (lasting(flat, 1), False),
            }
        )
        visits = {name: flow["visits"] for name, flow in flows.items()}
        each = {name: seconds[name] / visits[name] for name in visits}
        of = f"{customers:,} customers: "
        figures |= {
            f"{of}year of needs of a week [s]": round(seconds["week"], 2),
            f"{of}visits of a need of 26 weeks": round(visits["long"] / flows["long"]["arisen"], 2),
            f"{of}if everybody looked": round(visits["everybody"] / flows["everybody"]["arisen"], 2),
            f"{of}a visit of needs of 26 weeks to one of a week [×]": round(each["long"] / each["week"], 2),
            f"{of}a year of them to one in which everybody looks [×]": round(
                seconds["long"] / seconds["everybody"], 2
            ),
            f"{of}a year of alike offers to one of none alike [×]": round(
                seconds["week"] / seconds["flat"], 2
            ),
        }
    return figures
