"""Unknown currency notes: amounts are in something that is called like a currency, and is no code of one.

A currency of a game may be called anything. Source: codes of ISO 4217, symbols and names of Unicode CLDR, as
Babel ships them.
"""

from collections.abc import Iterator
from functools import cache

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.errors.quoting import meant, shortened

CODE = 3
"""Letters of a code."""
SPOKEN = "en"
"""The language in which currencies are named here."""


@NOTES.register("unknown_currencies")
def unknown_currency_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield a currency that goes by its symbol or its name, or by three capitals that are no code."""
    given = channel.scenario.units.currency
    if given in currency_codes():
        return
    told = f"'{shortened(given)}' is no code of a currency"
    code = codes_by_word().get(given.strip().casefold())
    if code is not None:
        yield ("units", "currency"), f"{told}; did you mean '{code}'?"
    elif len(given) == CODE and given.isascii() and given.isalpha() and given.isupper():
        yield ("units", "currency"), f"{told}{meant(given, sorted(COMMON))}: tables call it so all the same"


COMMON = frozenset({
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HUF", "INR", "JPY", "KRW", "MXN", "NOK",
    "NZD", "PLN", "SEK", "TRY", "USD", "ZAR",
})  # fmt: skip
"""Codes that are proposed for one that there is not."""


@cache
def currency_codes() -> frozenset[str]:
    """Return the codes of all currencies there are or have been."""
    from babel.numbers import list_currencies  # noqa: PLC0415 - a tenth of a second, and only checks ask

    return frozenset(list_currencies())


@cache
def codes_by_word() -> dict[str, str]:
    """Return codes by symbol, by name in singular and plural, and by themselves, all in small letters."""
    from babel.numbers import get_currency_name, get_currency_symbol  # noqa: PLC0415

    found: dict[str, str] = {}
    for code in sorted(currency_codes()):
        names = [get_currency_name(code, count, locale=SPOKEN) for count in (None, 1, 2)]
        for word in (code, get_currency_symbol(code, SPOKEN), *names):
            found.setdefault(word.casefold(), code)
    return found
