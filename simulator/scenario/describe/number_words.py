"""Number words: numbers, shares and lists as people say them."""

import math
from collections.abc import Iterable


def in_words(name: str) -> str:
    """Say a name of the house as words."""
    return name.replace("_", " ")


def number(amount: float) -> str:
    """Say a number.

    >>> number(1200.0), number(0.25), number(float("inf"))
    ('1,200', '0.25', '∞')
    """
    if math.isinf(amount):
        return "∞" if amount > 0 else "−∞"
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.6g}"


def percent(share: float) -> str:
    """Say a share."""
    return f"{100 * share:.3g} %"


def counted(count: int, what: str) -> str:
    """Say how many there are of something."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def listed(words: Iterable[str]) -> str:
    """Say words in a row."""
    *most, last = list(words) or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last
