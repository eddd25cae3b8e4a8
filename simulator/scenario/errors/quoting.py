"""Quoting: names and values from a file shown safely, on one short line."""

import re
from collections.abc import Collection

from simulator.base.registry import suggestion

LONGEST_SHOWN = 60
MOST_NAMES = 250
LONGEST_HINT = 120
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no file holds: controls other than tab and line feed, and halves of characters."""
UNSEEN = re.compile(
    rf"{UNPRINTABLE.pattern}|[\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
"""Unprintable characters, and others that act but are not seen: marks that turn the direction of writing,
breaks and blanks without width."""


def visible(text: str) -> str:
    r"""Return a text in which what cannot be seen is written out; lines and tabs stay.

    >>> visible("one\u202eowt")
    'one\\u202eowt'
    """
    return UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str) -> str:
    r"""Return the text on one line, control characters written out.

    >>> one_line("two\nlines\x1b[31m")
    'two\\nlines\\x1b[31m'
    """
    return visible(text.replace("\n", "\\n").replace("\t", "\\t"))


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return the text on one line, cut in the middle of nowhere if it is too long.

    >>> shortened("abcdefgh", 5)
    'abcd…'
    """
    return one_line(text) if len(text) <= longest else f"{one_line(text[: longest - 1])}…"


def hint(name: str, names: Collection[str]) -> str:
    """Return what was probably meant, else all there is, as the end of a sentence; nothing too long.

    >>> hint("weks", ["weeks", "name"]), hint("x", ["weeks", "name"])
    ("; did you mean 'weeks'?", '; there are: name, weeks')
    """
    if not names or len(names) > MOST_NAMES:
        return ""
    said = suggestion(name, [shortened(one) for one in names])
    return f"; {said}" if len(said) <= LONGEST_HINT else ""


def meant(name: str, names: Collection[str]) -> str:
    """Return what was probably meant, as the end of a sentence, if anything is called nearly so.

    >>> meant("weks", ["weeks", "name"]), meant("x", ["weeks", "name"])
    ("; did you mean 'weeks'?", '')
    """
    said = hint(name, names)
    return said if said.startswith("; did you mean") else ""


def plain_number(number: float) -> str:
    """Return a number as people write it.

    >>> plain_number(10000000.0), plain_number(0.25)
    ('10000000', '0.25')
    """
    return str(int(number)) if number == int(number) else str(number)
