"""Number words: numbers, shares and lists as people say them."""

from collections.abc import Iterable


def in_words(name: str) -> str:
    """Say a name of the house as words."""
    return name.replace("_", " ")


def number(amount: float) -> str:
    """Say a number."""
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
