"""Written numbers: 1,234.5 or 1.234,5, as readers of a country write them.

Tables, sentences, pictures and pages write their numbers here. CSV, JSON, files that are kept and all that
may be typed in again, as settings of scenarios are, have plain numbers in any locale.

Source: Unicode CLDR, as Babel ships it
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from simulator.base.registry import nearest
from simulator.scenario.errors.arguments import argument_error, quoted_value

if TYPE_CHECKING:
    from babel import Locale

MINUS = "−"
PLAIN = re.compile(r"\d+(?:\.\d+)?")
NAME = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*(\.[A-Za-z0-9-]{1,12})?")
"""Names of locales, of systems that say in which letters, too: de_DE, pt-BR, fr_FR.UTF-8."""
EXACT = 15
"""So many digits every float has of its own."""


class _Chosen:
    """The locale in which this process writes its numbers; none is that of the language of the texts."""

    locale: "Locale | None" = None


def number_locale(name: str | None = None) -> None:
    """Write numbers as a locale does, from now on; None writes them as English does, 1,234.5.

    *name* is a language and a country, such as ``de_DE``, or a language. It is about tables, sentences,
    pictures and pages of this process; what programs read, and files of scenarios, stay as they are. Raises
    ArgumentError for a locale that nobody knows.

    >>> number_locale("de_DE")
    >>> written(-12345.6, 1)
    '−12.345,6'
    >>> number_locale()
    """
    if name is not None and not isinstance(name, str):
        raise argument_error("locale", f"should be a name such as 'de_DE', is {quoted_value(name)}")
    _Chosen.locale = None if name is None else _locale(name)


def written(value: float, decimals: int = 0, *, sign: bool = False) -> str:
    """Return a finite number with so many decimals, its thousands apart; with *sign*, a plus above zero.

    >>> written(12345.6), written(-0.2), written(3, 1, sign=True)
    ('12,346', '0', '+3.0')
    """
    rounded = round(value, decimals) + 0.0  # no minus zero
    before = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return before + _unsigned(abs(rounded), decimals)


def rewritten(text: str) -> str:
    """Return a text with its plain numbers written as readers write them, but for very long ones.

    >>> rewritten("−12500.00025 to 0.5")
    '−12,500.00025 to 0.5'
    """
    return PLAIN.sub(_rewritten, text)


def _rewritten(number: re.Match[str]) -> str:
    whole, _, decimals = number[0].partition(".")
    return _unsigned(float(number[0]), len(decimals)) if len(whole + decimals) <= EXACT else number[0]


def _unsigned(value: float, decimals: int) -> str:
    locale = _Chosen.locale
    if locale is None:
        return f"{value:,.{decimals}f}"
    first, others, group, point = _signs(locale)
    whole, _, fraction = f"{value:.{decimals}f}".partition(".")
    groups = [whole[-first:]]
    whole = whole[:-first]
    while whole:
        groups.append(whole[-others:])
        whole = whole[:-others]
    return group.join(reversed(groups)) + (point + fraction if fraction else "")


@cache
def _signs(locale: "Locale") -> tuple[int, int, str, str]:
    """Return how many digits the last group has and each before it, what stands between them, and the point.

    Babel's own formatting takes apostrophes that part groups, as in Switzerland, for quotation marks.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415

    first, others = locale.decimal_formats[None].grouping
    return first, others, get_group_symbol(locale), get_decimal_symbol(locale)


@cache
def _locale(name: str) -> "Locale":
    """Return a locale by its name."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    try:
        if not NAME.fullmatch(name):
            raise ValueError(name)
        return Locale.parse(name.partition(".")[0].replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        close = nearest(name, locale_identifiers())
        told = f"did you mean '{close}'?" if close else "such are de_DE, fr_FR, en_GB, en_IN, pt_BR"
        raise argument_error("locale", f"no locale is called {quoted_value(name)}; {told}") from None
