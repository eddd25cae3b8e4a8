"""Position auction: which ads are shown where, and what a contact costs, in an auction of places.

Places are noticed by shares a_1 ≥ a_2 ≥ …. Ads that bid at least the reserve r are ranked by bid times
quality, b · q, and take the places from the first on. An ad pays per contact, under the generalised second
price, the least bid that keeps its place,

    p_k = max(r, b_{k+1} q_{k+1} / q_k)

and under Vickrey, Clarke and Groves what the others lose by it,

    p_k = max(r, Σ_{j ≥ k} (a_j − a_{j+1}) b_{j+1} q_{j+1} / (a_k q_k))

Bidding what a contact is worth is best for all under the second rule alone: under the first who would have
it cheaper further down bids less.

Assumes: each place is noticed by so many, whoever has it; the quality of an ad scales who notices it.
Source: Edelman, Ostrovsky & Schwarz (2007), American Economic Review 97(1); Varian (2007), International
Journal of Industrial Organization 25(6).
"""

from collections.abc import Sequence


def ranked(bids: Sequence[float], qualities: Sequence[float], reserve: float) -> list[int]:
    """Return the ads that may be shown, the best first; of alike ones the first.

    >>> ranked([2.0, 3.0, 0.5, 9.0], [1.0, 1.0, 1.0, 0.0], reserve=1.0)
    [1, 0]
    """
    may = [
        n
        for n, (bid, quality) in enumerate(zip(bids, qualities, strict=True))
        if bid >= reserve and quality > 0
    ]
    return sorted(may, key=lambda n: -bids[n] * qualities[n])


def second_prices(
    scores: Sequence[float], qualities: Sequence[float], shares: Sequence[float], reserve: float
) -> list[float]:
    """Return what a contact costs at each place, generalised second price [currency].

    *scores* are bid times quality of all that are ranked, *qualities* theirs, *shares* those of the places.

    >>> second_prices([10.0, 4.0, 2.0], [1.0, 1.0, 1.0], [200.0, 100.0], 0.0)
    [4.0, 2.0]
    """
    below = [*scores[1:], 0.0]
    shown = range(min(len(scores), len(shares)))
    return [max(reserve, below[k] / qualities[k]) for k in shown]


def vcg_prices(
    scores: Sequence[float], qualities: Sequence[float], shares: Sequence[float], reserve: float
) -> list[float]:
    """Return the same under Vickrey, Clarke and Groves [currency].

    >>> vcg_prices([10.0, 4.0, 2.0], [1.0, 1.0, 1.0], [200.0, 100.0], 0.0)
    [3.0, 2.0]
    """
    below, ends = [*scores[1:], 0.0], [*shares[1:], 0.0]
    found: list[float] = []
    lost = 0.0
    for k in reversed(range(min(len(scores), len(shares)))):
        lost += (shares[k] - ends[k]) * below[k]
        found.insert(0, max(reserve, lost / (shares[k] * qualities[k])))
    return found
