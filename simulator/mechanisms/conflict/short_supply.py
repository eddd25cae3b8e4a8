"""Harm by short supply: the units a buyer would have, had its supplier not served others meanwhile.

Of a buyer's order, o units are still open after a round of shipping in which others got s of the same
product. Had the buyer come first, s of them at most would have been its own, so

    behind ← min(o, behind + s)

Where nobody is served nobody is behind, however short the goods are; who gets all it ordered is not behind.
Every unit behind is missed by one customer at most: those whom it has been blamed for do not count again
until it has come.

Assumes: the buyer would have ordered the same.
Source: the counterfactual is ours; that rationing quarrels are about who was served: Lee, Padmanabhan &
Whang (1997).
"""


def behind(before: int, still_open: int, served_others: int) -> int:
    """Return how many units a buyer is behind after a round of shipping.

    >>> behind(0, 5, 3), behind(3, 5, 0), behind(3, 2, 9), behind(0, 5, 0)
    (3, 3, 2, 0)
    """
    return min(still_open, before + served_others)


def blamed(missed: int, missing: int, already: int) -> int:
    """Return how many missed customers the missing units explain.

    >>> blamed(4, 3, 0), blamed(4, 3, 2), blamed(0, 3, 0)
    (3, 1, 0)
    """
    return max(0, min(missed, missing - already))
