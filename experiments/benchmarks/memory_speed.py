"""Memory: what a year costs in which people learn from use, against the same year without.

The shipped espresso world with dealers and a web store, as shipped and with 20,000 customers; with needs of a
week, and with needs that last 26 weeks and look again where something has changed. Of these it is told, too,
what the year costs where, besides, owners are believed and broken promises remembered, so that beliefs change
in every week, and satisfaction is kept and minded. CPU time, as in `needs_speed`.
"""

from typing import Any

from needs_speed import FILE, WEEKS, lasting, years  # benchmarks are scripts beside each other

from simulator import Scenario, load

MANY = 20_000
LEARNS, TALK = 0.25, {"owners_credibility": 0.5, "trust_halved_at": 0.1}
"""As in the shipped world of a promise that is not kept."""


def learning(scenario: Scenario, minds: float = 0.0, **response: float) -> Scenario:
    """Return the same scenario with people that learn from use, and other terms of response.

    *minds*: what satisfaction weighs in their next choice.
    """
    whole = scenario.model_dump(mode="json")
    for segment in whole["segments"].values():
        segment |= {"learns_from_use": LEARNS, "satisfaction_weight": minds}
    return scenario.changed(segments=whole["segments"], response={**whole["response"], **response})


def measured() -> dict[str, Any]:
    """Return the ratios."""
    figures: dict[str, Any] = {}
    for customers in (load(FILE).customers, MANY):
        scenario = load(FILE, set=[f"customers={customers}", f"weeks={WEEKS}"])
        short, long = lasting(scenario, 1), lasting(scenario, 26)
        seconds, flows = years(
            {
                "week": (short, False),
                "week, learning": (learning(short), False),
                "long": (long, False),
                "long, learning": (learning(long), False),
                "long, all of it": (learning(long, 1.0, **TALK), False),
            }
        )
        of, learns, talks = f"{customers:,} customers: ", "long, learning", "long, all of it"
        visits = {name: flow["visits"] / flows["long"]["visits"] for name, flow in flows.items()}
        figures |= {
            f"{of}year without memory, needs of 26 weeks [s]": round(seconds["long"], 2),
            f"{of}learning, needs of a week [×]": round(seconds["week, learning"] / seconds["week"], 2),
            f"{of}learning, needs of 26 weeks [×]": round(seconds[learns] / seconds["long"], 2),
            f"{of}learning, visits [×]": round(visits[learns], 2),
            f"{of}owners, trust and satisfaction too, needs of 26 weeks [×]": round(
                seconds[talks] / seconds["long"], 2
            ),
            f"{of}owners, trust and satisfaction too, visits [×]": round(visits[talks], 2),
        }
    return figures
