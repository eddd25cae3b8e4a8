"""Grievance: what a member holds against another over issues k, and how far it still trusts it.

A review period costs the member, as it sees it, loss_k over issue k; it blames part b_k on the other:

    intensity   I_k = 1 − 2^−(loss_k / (h50 · normal))          ½ where it costs h50 of a normal period
    felt        g   = Σ_k ω_k φ_k I_k b_k                       φ: a breach of a rule weighs more than rivalry
    grievance   G'  = (1 − δ) G + g
    trust       t'  = t + α (1 − β) (1 − t) − γ β t             β: share of promises that it saw broken

What is not noticed has no part b in the blame, so visibility is in g already. A constant g leads to g / δ;
after a remedy that takes all harm away G halves every ln 2 / −ln(1 − δ) periods, 6.6 at δ = .1; δ = 1
remembers nothing. Kept promises alone take doubt 1 − t down by α a period, broken ones alone trust by γ.

Works for a number and a column alike.
Source: the felt stage of conflict, Pondy (1967), Administrative Science Quarterly 12(2); intensity as in
`conflict_index`; that unfairness weighs more, Kumar, Scheer & Steenkamp (1995), J. Marketing Research 32(1),
and Samaha, Palmatier & Dant (2011), J. Marketing 75(3); that trust goes faster than it comes, Slovic (1993),
Risk Analysis 13(6). The forms and δ, α, γ are choices.
"""

from typing import Any

from simulator.base.numerics.portable import exp, log


def intensity(loss: Any, normal: Any, half: float) -> Any:
    """Return how much a loss in a period hurts, from 0 to 1; a half at *half* of a normal period's margin.

    >>> round(intensity(10.0, 100.0, 0.1), 12), intensity(0.0, 100.0, 0.1)
    (0.5, 0.0)
    """
    return 1.0 - exp(-log(2.0) * (loss / (half * normal)))


def grievance(before: Any, felt: Any, forgetting: float) -> Any:
    """Return what is held against another after a period in which so much was felt.

    >>> grievance(1.0, 0.5, 0.1), grievance(1.0, 0.5, 1.0)
    (1.4, 0.5)
    """
    return (1.0 - forgetting) * before + felt


def trust(before: Any, broken: Any, gain: float, loss: float) -> Any:
    """Return trust after a period in which so large a share of the promises was seen broken, 0 to 1.

    >>> trust(0.5, 0.0, 0.1, 0.4), trust(0.5, 1.0, 0.1, 0.4)
    (0.55, 0.3)
    """
    return before + gain * (1.0 - broken) * (1.0 - before) - loss * broken * before
