"""5: how much of a change in what the trade pays reaches the shelf."""

from simulator.ledger.metric import measure
from simulator.studies.validation.empirical_patterns import Pattern

from ._shipped import by_way, elasticity, grown, played

WORLD = "espresso_resale_craft"
TIMES = 0.95
RETAIL, CHANNEL = "retailers: shelf price to what they pay", "channel: shelf price to what wholesalers pay"


def through(seed: int) -> dict[str, float]:
    """Measure the elasticity of the mean price on the shelf to prices in the trade."""
    whole = grown(WORLD)
    way = whole["distribution"][0]
    paid = {name: 1 - way[name] for name in ("reseller_discount", "wholesale_discount")}

    def price(**times: float) -> float:
        terms = {name: 1 - paid[name] * times.get(name, 1.0) for name in paid}
        return float(measure(played(by_way(whole, **terms), seed), "average_price"))

    base = price()
    return {
        RETAIL: elasticity(base, price(reseller_discount=TIMES), TIMES),
        CHANNEL: elasticity(base, price(wholesale_discount=TIMES), TIMES),
    }


PATTERNS = (
    Pattern(
        5,
        "pass-through: wholesalers .71, retailers .59, the channel as a whole .41",
        "Nijs, Misra, Anderson, Hansen & Krishnamurthi (2010), Marketing Science 29(2)",
        counts=False,
        remark="wholesalers resell at a fixed discount unless they have a pricing rule: they pass on nothing",
        shown=f"{WORLD}, five times the customers, plenty of stock; prices in the trade − 5 %",
        published={RETAIL: 0.59, CHANNEL: 0.41},
        play=through,
        seeds=8,
    ),
)
