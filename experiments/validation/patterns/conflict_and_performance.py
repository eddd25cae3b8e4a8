"""10: where there is more conflict, performance is worse."""

import numpy as np

from simulator.ledger.metric import measure
from simulator.studies.validation.empirical_patterns import WORDS, Pattern

from ._shipped import as_shipped

WAYS = ("dealers", "resale", "marketplace", "hybrid", "direct")
MESSAGES = ("craft", "deal")
WHOLE, TRADE = (
    "correlation of conflict with all contribution",
    "correlation of conflict with resellers' contribution",
)


def together(seed: int) -> dict[str, float]:
    """Correlate conflict with contribution over the shipped ways to market, on the same customers."""
    ledgers = [as_shipped(f"espresso_{way}_{message}", seed) for way in WAYS for message in MESSAGES]
    conflict = [float(measure(ledger, "conflict")) for ledger in ledgers]
    tiers = [measure(ledger, "contribution", by="tier") for ledger in ledgers]
    whole = [float(tier.sum()) for tier in tiers]
    trade = [float(tier.drop("manufacturer", errors="ignore").sum()) for tier in tiers]
    return {
        WHOLE: float(np.corrcoef(conflict, whole)[0, 1]),
        TRADE: float(np.corrcoef(conflict, trade)[0, 1]),
    }


PATTERNS = (
    Pattern(
        10,
        "conflict and performance go against each other, more so with dependence",
        "Eshghi & Ray (2021), Journal of the Academy of Marketing Science 49(2), a meta-analysis",
        counts=True,
        remark=(
            "no mean was seen, only the sign: below 0; over ten ways to market, not over dyads; "
            "conflict costs nobody effort here yet"
        ),
        shown="espresso by five ways to market × two messages, as shipped",
        published={WHOLE: WORDS, TRADE: WORDS},
        play=together,
        seeds=6,
    ),
)
