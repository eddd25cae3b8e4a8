"""8: a direct channel takes little from the others, unless it mimics them."""

from typing import Any

from simulator.ledger.metric import measure
from simulator.studies.validation.empirical_patterns import WORDS, Pattern

from ._shipped import grown, played

DEALERS = "espresso_dealers_craft"
OWN = "taken from dealers by the store as shipped, a tenth cheaper"
PLAIN = "taken from dealers by a store at their price"
MIMIC = "taken from dealers by a store at their price, with their advice and service"
MORE = "runs in which, at one price, the one that mimics takes more"
STORE = {"model": "direct_automated", "price": 0.9, "opening_stock": 2000}


def taken(seed: int) -> dict[str, float]:
    """Measure the units that dealers lose, as a share of those that the direct outlet sells."""
    return taken_from(grown(DEALERS), STORE, seed)


def taken_from(whole: dict[str, Any], store: dict[str, Any], seed: int) -> dict[str, float]:
    """Measure what dealers of a world lose to a store, to it at their price, and with their traits, too."""
    alone = by_format(whole, [], seed)
    dealer = whole["distribution"][0]
    plain = {**store, "price": 1.0}
    mimic = plain | {trait: dealer[trait] for trait in ("expertise", "credibility", "capabilities")}
    found = {
        row: share_taken(alone, by_format(whole, [each], seed))
        for row, each in ((OWN, store), (PLAIN, plain), (MIMIC, mimic))
    }
    return found | {MORE: float(found[MIMIC] > found[PLAIN])}


def by_format(whole: dict[str, Any], more: list[dict[str, Any]], seed: int) -> dict[str, float]:
    """Return the focal units sold by dealers and by the web store."""
    ledger = played({**whole, "distribution": [*whole["distribution"], *more]}, seed)
    units = measure(ledger, "units_sold", by="outlet")
    kinds = {member.name: member.format for member in ledger.header.members}
    mine = {name: kinds[name] for name in units.index if name.startswith(ledger.header.scenario.focal_maker)}
    return {
        kind: float(units[[name for name, own in mine.items() if own == kind]].sum())
        for kind in ("dealer", "web_store")
    }


def share_taken(before: dict[str, float], after: dict[str, float]) -> float:
    """Return what dealers lost of what the direct outlet sold."""
    return (before["dealer"] - after["dealer"]) / after["web_store"]


PATTERNS = (
    Pattern(
        8,
        "a direct channel cannibalises little unless it mimics the existing one",
        "Deleersnyder, Geyskens, Gielens & Dekimpe (2002), Int. Journal of Research in Marketing 19(4)",
        counts=True,
        remark="no figure was seen, only the direction; newspapers there, machines here",
        shown=f"{DEALERS}, five times the customers, plenty of stock, beside three kinds of web store",
        published={OWN: WORDS, PLAIN: WORDS, MIMIC: WORDS, MORE: 1.0},
        play=taken,
        seeds=8,
    ),
)
