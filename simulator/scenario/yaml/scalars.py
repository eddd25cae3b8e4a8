"""Scalars: what a word in a file is taken for, by the core schema of YAML 1.2 (section 10.3.2).

So ``no``, ``on`` and ``12:30`` are text, ``1e3`` is a number and ``010`` is ten.
"""

import math
import re

from simulator.scenario.yaml.nodes import Value

LONGEST_NUMBER = 100
"""A number of more characters than this is taken for infinite: no setting has room for it."""
BASED_PREFIX = 2

WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
WHOLE = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar_value(text: str) -> Value:
    """Return what an unquoted word stands for.

    >>> [scalar_value(word) for word in ("no", "12:30", "1e3", "010", "0x1F", "~")]
    ['no', '12:30', 1000.0, 10, 31, None]
    """
    if text in WORDS:
        return WORDS[text]
    is_based = BASED.fullmatch(text) is not None
    if not is_based and not FRACTION.fullmatch(text):
        return text
    if len(text) > LONGEST_NUMBER:
        return -math.inf if text.startswith("-") else math.inf
    if is_based:
        return int(text[BASED_PREFIX:], 8 if text[1] == "o" else 16)
    return int(text) if WHOLE.fullmatch(text) else float(text)
