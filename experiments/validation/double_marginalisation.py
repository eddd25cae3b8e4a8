"""Double marginalisation: a line of monopolies rests where backward induction puts it."""

from collections.abc import Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._lines import CUSTOMERS, WATCHED, WEEKS, Line, linear, logit
from ._markets import REST, measured

NAIVE_ROW = "paid acme shop here 1"


def case(line: Line, demand: str, tiers: int, rule: str, rows: dict[str, float]) -> TargetCase:
    """Return a line of tiers played by a rule, and what must come out of it."""
    scenario = line.scenario(tiers, rule)
    return TargetCase(
        f"{tiers} tiers, each a monopoly that asks its best response ({rule}); {demand} demand, unit cost "
        f"{line.cost:.4g}, {CUSTOMERS} customers, {WEEKS} weeks, the last {WATCHED} measured",
        rows,
        lambda seed: measured(simulate(scenario, seed), WATCHED),
        slack=REST,
    )


def cases(draw: np.random.Generator, rule: str = "strategic") -> Sequence[TargetCase]:
    """Draw a line with linear demand, of two to four tiers, and one with logit demand, of two."""
    tiers, straight, curved = int(draw.integers(2, 5)), linear(draw), logit(draw)
    lines = ((straight, "linear", tiers), (curved, "logit", 2))
    return [case(line, demand, n, rule, line.targets(n)) for line, demand, n in lines]


def naive(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same logit line with a naive manufacturer, which ignores the retailer."""
    return cases(draw, "naive")[1:]


TARGET = Target(
    reference="V1",
    title="Double marginalisation",
    formula=(
        "linear: p = h − (h − c)/2^N, the whole earns (2^N − 1)/4^(N−1) of the integrated profit; "
        "logit: p = w + (1 + W(e^(a − βw − 1)))/β, w searched by backward induction"
    ),
    source="Spengler (1950), Journal of Political Economy 58(4)",
    cases=cases,
    mutants=(
        Mutant(
            "the manufacturer is naive: it forgets that the retailer answers (logit demand)",
            naive,
            NAIVE_ROW,
        ),
    ),
)
