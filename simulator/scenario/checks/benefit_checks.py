"""Benefit checks: a world's benefits can be told apart, and nothing speaks of a benefit that it has not.

Products deliver benefits, segments value them, messages dwell on them and claim them. A message of the
library dwells on benefits by the names that worlds have by default: where one is said in a world without
them, that is told at the place that says it.
"""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.domain.product.benefits import BENEFITS, MOST_BENEFITS, PRICE
from simulator.domain.registries import MESSAGES
from simulator.scenario.checks.inconsistency import KEY, Inconsistency, Keys
from simulator.scenario.checks.message_checks import messages_said, own_messages
from simulator.scenario.checks.unvalidated import list_in, map_in
from simulator.scenario.errors.quoting import LONGEST_HINT, UNSEEN, hint, meant, shortened

OF_PRODUCTS, OF_SEGMENTS, OF_MESSAGES = ("attributes", "reputation"), ("values",), ("says", "claims")
"""Where benefits are keys."""


def check_benefits(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check the benefits of a scenario, and all that speaks of them."""
    yield from _told_apart(given)
    names = benefits_of(given)
    if names is None:
        return
    for keys, name in _spoken_of(given):
        if name not in names:
            yield (*keys, name, KEY), _unknown(name, names, keys)
    yield from _of_the_library(given, names)


def benefits_of(given: dict[str, Any]) -> list[str] | None:
    """Return the names of a world's benefits, its own or else the default ones; none if it is wrong there."""
    if "benefits" not in given:
        return list(BENEFITS)
    own = list_in(given, "benefits")
    is_right = 0 < len(own) <= MOST_BENEFITS and all(isinstance(name, str) for name in own)
    return list(dict.fromkeys(own)) if is_right else None


def _told_apart(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that no two names are the same but for capitals, blanks and what can't be seen."""
    known: dict[str, str] = {}
    for at, name in enumerate(list_in(given, "benefits")):
        if not isinstance(name, str):
            continue
        other = known.setdefault(_spelt(name), name)
        if len(known) <= at and other == name:
            yield ("benefits", at), f"'{shortened(name)}' is named already"
        elif other != name:
            yield ("benefits", at), f"'{shortened(name)}' can't be told from '{shortened(other)}'"
        if name != PRICE and _spelt(name) == PRICE:
            told = f"is written '{PRICE}', if it is what things cost: to dwell on it is talk of price"
            yield ("benefits", at), f"{told}; else take another word"


def _spelt(name: str) -> str:
    return " ".join(UNSEEN.sub("", name).split()).casefold()


def _spoken_of(given: dict[str, Any]) -> Iterator[tuple[Keys, str]]:
    """Yield every benefit that a part of the scenario has as a key, with the keys to its map."""
    places = [("products", name, key) for name in map_in(given, "products") for key in OF_PRODUCTS]
    places += [("segments", name, key) for name in map_in(given, "segments") for key in OF_SEGMENTS]
    places += [("messages", name, key) for name in own_messages(given) for key in OF_MESSAGES]
    for keys in places:
        for benefit in map_in(given, *keys):
            yield keys, benefit


def _unknown(name: str, names: list[str], keys: Keys) -> str:
    """Say that there is no such benefit; which was meant, or which there are and where they are named."""
    told = f"no benefit called '{shortened(name)}'{hint(name, names)}"
    if name == PRICE and keys[0] == "messages":
        return f"{told}; how far it is talk of price is said beside 'says', as 'about_price'"
    if meant(name, names):
        return told
    if names == list(BENEFITS):
        return f"{told}; a world names its own under 'benefits'"
    inherited = f"; what a base file says of it goes by '{name}: null'" if name in BENEFITS else ""
    return f"{told}; they are named under 'benefits'{inherited}"


def _of_the_library(given: dict[str, Any], names: Collection[str]) -> Iterator[Inconsistency]:
    """Check that messages of the library that are said dwell on benefits that there are."""
    own = own_messages(given)
    for keys, said in messages_said(given):
        if not isinstance(said, str) or said in own or said not in MESSAGES:
            continue
        message = MESSAGES.get(said)
        strange = [f"'{name}'" for name in {**message.says, **message.claims} if name not in names]
        if strange:
            told = f"'{shortened(said)}', of the library, dwells on {' and '.join(strange)}: no benefit here"
            here = f" (there are: {', '.join(map(shortened, sorted(names)))})"
            here = here if len(here) <= LONGEST_HINT else ""
            yield keys, f"{told}{here}; write one in words of this world under 'messages'"
