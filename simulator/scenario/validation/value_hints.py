"""Value hints: how to write a value that is nearly right, as the end of a sentence.

A number with its unit, its currency or a per cent sign, with a decimal comma, in quotes or in words; yes and
no for true and false; a range or one entry where a list should stand; one number where a map should.
"""

import re
from collections.abc import Mapping as Settings
from typing import Any

from simulator.scenario.errors.quoting import plain_number, shortened
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Scalar

NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
BARE = re.compile(NUMBER)
PER_CENT = re.compile(rf"({NUMBER})\s*(?:%|per ?cent|pct)", re.IGNORECASE)
SIGN = r"[€$£¥]|[A-Z]{3}|[Ee]uros?|[Dd]ollars?"
MONEY = re.compile(rf"(?:{SIGN})?\s*({NUMBER})\s*(?:{SIGN})?")
SCALED = re.compile(rf"({NUMBER})\s*(k|thousand|m|mn|mio|million|millions)", re.IGNORECASE)
WITH_UNIT = re.compile(rf"({NUMBER})\s*([A-Za-z]+)")
RANGE = re.compile(r"(\d+)\s*(?:-|–|to|\.\.+|…|,)\s*(\d+)")
DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4}")
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
POINTS_AND_COMMA = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+,\d+")
POINTS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
THOUSAND, MILLION = 1e3, 1e6
YES, NO = ("yes", "y", "on", "true", "1"), ("no", "n", "off", "false", "0")
FEWEST_PER_CENT, MOST_PER_CENT = 5.0, 100.0
"""A share above one that is within these was meant in per cent; less may be one and a little more."""
SHARES = ("share", "chance", "0 ")
"""How the unit of a number from 0 to 1 begins, as descriptions have it."""


def number_hint(text: str, unit: str, *, is_whole: bool) -> str:
    """Return how to write a text as the number that it means; empty if it means none.

    >>> number_hint("35%", "", is_whole=False), number_hint("60 EUR", "", is_whole=False)
    ('; write it as a share: 0.35', '; write the number alone: 60')
    >>> number_hint("2 million", "", is_whole=True)
    '; write it in digits: 2000000'
    """
    text = text.strip()
    if BARE.fullmatch(text):
        return "; write it without quotes"
    if "," in text:
        return _without_comma(text, is_whole=is_whole)
    told = (hint(text) for hint in (_per_cent, _in_digits, _without_currency))
    return next(filter(None, told), "") or _in_unit(text, unit)


def _per_cent(text: str) -> str:
    found = PER_CENT.fullmatch(text)
    return f"; write it as a share: {float(found[1]) / MOST_PER_CENT:g}" if found else ""


def _in_digits(text: str) -> str:
    found = SCALED.fullmatch(text)
    if not found:
        return ""
    times = THOUSAND if found[2].lower() in ("k", "thousand") else MILLION
    return f"; write it in digits: {plain_number(float(found[1]) * times)}"


def _without_currency(text: str) -> str:
    found = MONEY.fullmatch(text)
    return f"; write the number alone: {found[1]}" if found else ""


def _in_unit(text: str, unit: str) -> str:
    """Return how to write a number with a unit of its own, a date or a word, in the unit of the setting."""
    if DATE.fullmatch(text):
        return "; weeks are counted from the start of the run: 1, 2, …" if "week" in unit else ""
    found, in_unit = WITH_UNIT.fullmatch(text), f" [{unit}]" if unit else ""
    if not found:
        return f"; write it in digits{in_unit}" if text.isalpha() and text.lower() not in YES + NO else ""
    is_unit = found[2].lower().rstrip("s") in unit.lower()
    return f"; write the number alone: {found[1]}" if is_unit else f"; write the number alone{in_unit}"


def _without_comma(text: str, *, is_whole: bool) -> str:
    """Return how to write a number without its commas; empty for anything else, and for a part of a whole.

    >>> _without_comma("4,000", is_whole=True), _without_comma("0,3", is_whole=False)
    ('; write it without the comma: 4000', '; write it with a decimal point')
    """
    bare, decimal = text.replace(",", ""), DECIMAL_COMMA.fullmatch(text)
    if POINTS_AND_COMMA.fullmatch(text) and not is_whole:
        return f"; write it with a decimal point: {text.replace('.', '').replace(',', '.')}"
    if THOUSANDS.fullmatch(text) and (is_whole or not decimal):
        commas = "comma" if text.count(",") == 1 else "commas"
        return f"; write it without the {commas}: {bare}"
    if is_whole or not decimal:
        return ""
    or_whole = f", or without the comma: {bare}" if THOUSANDS.fullmatch(text) else ""
    return f"; write it with a decimal point{or_whole}"


def whole_number_hint(text: str) -> str:
    """Return how to write a whole number that has a point in it.

    >>> whole_number_hint("2.000"), whole_number_hint("1e3")
    ('; write 2, or 2000 if that is what the point means', '; write it in digits alone')
    """
    if POINTS.fullmatch(text):
        return f"; write {float(text):g}, or {text.replace('.', '')} if that is what the point means"
    return "; write it in digits alone"


def share_hint(value: float, unit: str) -> str:
    """Return how to write a share that was written in per cent.

    >>> share_hint(35, "share of the price"), share_hint(1.5, "share"), share_hint(35, "weeks")
    ('; 35 % is written 0.35', '', '')
    """
    is_per_cent = FEWEST_PER_CENT <= value <= MOST_PER_CENT and unit.startswith(SHARES)
    return f"; {value:g} % is written {value / MOST_PER_CENT:g}" if is_per_cent else ""


def truth_hint(node: Node) -> str:
    """Return true or false for the words and numbers that stand for them elsewhere."""
    word = node.text.lower() if isinstance(node, Scalar) else ""
    return "; write true" if word in YES else "; write false" if word in NO else ""


def list_hint(node: Node, entries: int) -> str:
    """Return how to write one entry, or a range, as a list, which has so many *entries* at least."""
    if isinstance(node, Mapping):
        return "; write it as an entry, with '- ' before its first key"
    text = node.text if isinstance(node, Scalar) else ""
    if found := RANGE.fullmatch(text.strip()):
        return f"; write [{found[1]}, {found[2]}]"
    if entries > 1:
        return f"; write {entries} entries in brackets"
    return f"; write it in brackets: [{shortened(text)}]" if text else ""


def map_hint(node: Node, within: Settings[str, Any]) -> str:
    """Return how to write one value, or a list of names, as a map with the settings *within*."""
    if isinstance(node, Listing):
        return "; write names as keys, 'NAME: …', instead of '- NAME'"
    required = [name for name, setting in within.items() if "default" not in setting]
    first = next(iter([*required, *within]), "")
    text = node.text if isinstance(node, Scalar) else ""
    holds_one = first and within[first].get("type") not in ("object", "array")
    return f"; write {{{first}: {shortened(text)}}}" if holds_one and text else ""
