"""Plain words: the meaning of terms by which numbers are cut, for readers new to them."""

from collections.abc import Mapping

from simulator.ledger.queries.profit_and_loss import IN_COMMON

PLAIN_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {
        "horizontal": "outlets of one kind",
        "intertype": "outlets of different kinds",
        "multichannel": "the maker's own outlets",
        "vertical": "supplier and buyer",
    },
    "conduct": {"breach": "a rule broken", "rivalry": "within the rules"},
    "route": {IN_COMMON: "media, running, storage"},
}
"""Of each cut with terms of the trade, what these mean."""


def plain_words(by: str, key: str) -> str:
    """Return what a key of a cut means in plain words; nothing where it speaks for itself.

    >>> plain_words("type", "intertype"), plain_words("channel", "resellers")
    ('outlets of different kinds', '')
    """
    return PLAIN_WORDS.get(by, {}).get(key, "")
