"""Issues: what members of a channel quarrel about, and whether a rule was broken.

Harm is written down by aggrieved, source, product, issue and conduct. The same loss may come from fair
competition or from a broken promise; the index counts both, and `conflict` tells them apart.
`simulator.mechanisms.conflict.harm` knows them by their places here.

Passing over a confirmed order is a breach, and so is what an intruder takes in a promised territory, at any
price; an undercut is split at the source's own floor, if what it advertises is a breach of that
(`simulator.mechanisms.pricing.price_floor`).
"""

from typing import Literal

type Issue = Literal["price_undercut", "direct_cannibal", "territory", "supply_short"]
ISSUES: tuple[Issue, ...] = ("price_undercut", "direct_cannibal", "territory", "supply_short")

type Conduct = Literal["rivalry", "breach"]
CONDUCTS: tuple[Conduct, ...] = ("rivalry", "breach")
"""Rivalry keeps all rules. A breach is an advertised price below the source's own floor, a sale in a
territory that was promised to others, or goods for one buyer that another had ordered and did not get."""
