"""Conflict: what a year costs in which outlets feel conflict and act on it, against one in which none does.

Thirty members of the shipped espresso world, dealers with a territory and a web store below their price, and
20,000 customers. All that acts is on at once: every issue of conflict, effort that follows margin,
compensation for what the web store takes, and disputes that escalate; it is told, too, what each costs alone.
Net harm of the store comes on top where it is asked for (`conflict.net_of`): beside the market one without
the store is played. CPU time, as in `needs_speed`; a dispute may end a relation, so units sold are told
beside.
"""

from typing import Any

from needs_speed import FILE, WEEKS, years  # benchmarks are scripts beside each other

from simulator import Scenario, load
from simulator.domain.registries import CONFLICT_ISSUES

CUSTOMERS, DEALERS = 20_000, 6
"""Of customers in all, and of dealers in each region: 30 members in all."""
ISSUES = {"conflict": {"importance": {name: issue.importance for name, issue in CONFLICT_ISSUES.items()}}}
EFFORT = {"effort": {"policy": "follows_margin"}}
FEELS = {"escalation": {"policy": "ladder"}}
MAKES_GOOD = {"contracts": [{"to": "dealer", "compensation": 0.5}]}


def world(terms: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the market of thirty members, its dealers on some terms."""
    shipped = load(FILE, set=[f"customers={CUSTOMERS}", f"weeks={WEEKS}"])
    dealers, store = shipped.model_dump(mode="json")["distribution"]
    dealers |= {"dealers_per_region": DEALERS, "territory": True, **(terms or {})}
    return shipped.changed(distribution=[dealers, store], **changes)


def measured() -> dict[str, Any]:
    """Return the ratios."""
    together = {**ISSUES, **MAKES_GOOD}
    net = {**together, "conflict": {**ISSUES["conflict"], "net_of": ["web_store"]}}
    worlds = {
        "off": world(),
        "all issues": world(**ISSUES),
        "effort": world(EFFORT),
        "compensation": world(**MAKES_GOOD),
        "escalation": world(FEELS),
        "all of it": world({**EFFORT, **FEELS}, **together),
        "all of it, and net harm": world({**EFFORT, **FEELS}, **net),
    }
    seconds, flows = years({name: (scenario, False) for name, scenario in worlds.items()})
    figures: dict[str, Any] = {"year of 30 members and 20,000 customers [s]": round(seconds["off"], 2)}
    for name in list(worlds)[1:]:
        figures[f"{name} [×]"] = round(seconds[name] / seconds["off"], 2)
    met = {name: flow["met"] for name, flow in flows.items()}
    return figures | {"all of it, needs met [×]": round(met["all of it"] / met["off"], 2)}
