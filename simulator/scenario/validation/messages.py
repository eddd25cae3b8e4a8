"""Error messages: an error of the validator as a sentence for the author of a file."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.scenario.errors.quoting import hint, meant, plain_number, shortened
from simulator.scenario.validation.location import Location
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Value

WHOLE_NUMBER, MAP, LIST, TEXT = "a whole number", "a map ('key: value')", "a list", "text"
SHOULD_BE = {
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": TEXT,
    "bool_type": "true or false",
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": MAP,
    "model_type": MAP,
    "model_attributes_type": MAP,
}
LIMITS = {
    "greater_than_equal": ("ge", "must be at least"),
    "greater_than": ("gt", "must be more than"),
    "less_than_equal": ("le", "must be at most"),
    "less_than": ("lt", "must be less than"),
}
QUOTED = re.compile(r"'([^']*)'")
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
NAME_PATTERN = r"^[^\s,/|"
"""How the pattern of names begins."""


@dataclass(frozen=True, slots=True)
class ValidationIssue:
    """Error reported by the validator."""

    kind: str
    """The validator's word for it."""
    context: dict[str, Any]
    """The numbers and words that belong to it."""
    message: str
    """The validator's own sentence."""
    found: Location
    """What was found wrong, and where."""
    is_key: bool
    """Whether the key is wrong rather than what stands under it."""
    settings: dict[str, Any]
    """The settings that there are beside it, by name."""
    elsewhere: tuple[str, ...] = ()
    """Where a setting of its name stands, if not here."""

    @property
    def name(self) -> str:
        """Return its key."""
        return self.found.keys[-1] if self.found.keys else ""

    @property
    def value(self) -> Value:
        """Return its value; none if it is a map or a list."""
        node = self.found.node
        return None if isinstance(node, Mapping | Listing) else node.value


def sentence(case: ValidationIssue) -> str:
    """Return the error message in plain words, where possible with the closest valid entry."""
    if case.kind in SHOULD_BE:
        return _should_be(SHOULD_BE[case.kind], case)
    if case.kind in LIMITS:
        name, must = LIMITS[case.kind]
        return f"{must} {plain_number(case.context[name])}, is {shown(case.found.node)}"
    return SENTENCES.get(case.kind, _as_it_is)(case)


def shown(node: Node) -> str:
    """Return a value as a sentence names it: as it was written."""
    if isinstance(node, Mapping | Listing):
        return "a map" if isinstance(node, Mapping) else "a list"
    if node.value is None:
        return "empty"
    return f"the text '{shortened(node.text)}'" if isinstance(node.value, str) else shortened(node.text)


def _as_it_is(case: ValidationIssue) -> str:
    return case.message


def _should_be(what: str, case: ValidationIssue) -> str:
    value, said = case.value, shown(case.found.node)
    if isinstance(value, float) and not math.isfinite(value):
        return f"is not a number ({said})" if math.isnan(value) else f"should be a finite number, is {said}"
    more = ""
    if what == TEXT and value is not None:
        more = "; put it in quotes"
    elif what == WHOLE_NUMBER and isinstance(value, float) and value.is_integer():
        more = "; write it in digits alone"
    elif isinstance(value, str):
        more = _without_comma(value, what)
    return f"should be {what}, is {said}{more}"


def _without_comma(value: str, what: str) -> str:
    """Return how to write a number without its commas; empty for anything else, and for a part of a whole.

    >>> _without_comma("4,000", WHOLE_NUMBER), _without_comma("0,3", "a number")
    ('; write it without the comma: 4000', '; write it with a decimal point')
    """
    bare, decimal = value.replace(",", ""), DECIMAL_COMMA.fullmatch(value)
    if THOUSANDS.fullmatch(value) and (what == WHOLE_NUMBER or not decimal):
        commas = "comma" if value.count(",") == 1 else "commas"
        return f"; write it without the {commas}: {bare}"
    if what == WHOLE_NUMBER or not decimal:
        return ""
    or_whole = f", or without the comma: {bare}" if THOUSANDS.fullmatch(value) else ""
    return f"; write it with a decimal point{or_whole}"


def _missing(case: ValidationIssue) -> str:
    if isinstance(case.found.node, Listing):
        return f"is missing: the list has only {len(case.found.node.items)} of its entries"
    described = case.settings.get(case.name, {}).get("description")
    return f"is missing: {' '.join(described.split())}" if described else "is missing"


def _unknown_key(case: ValidationIssue) -> str:
    if case.elsewhere:
        told = (place if "." in place else f"{place} at the top of the file" for place in case.elsewhere[:2])
        return f"there is no such setting here; there is {' and '.join(told)}"
    return f"there is no such setting here{hint(case.name, case.settings)}"


def _one_of(case: ValidationIssue) -> str:
    names = QUOTED.findall(case.context["expected"])
    if case.is_key:
        return f"there is no such key here{hint(case.name, names)}"
    close = meant(case.value, names) if isinstance(case.value, str) else ""
    return f"should be {case.context['expected']}, is {shown(case.found.node)}{close}"


def _too_few(case: ValidationIssue) -> str:
    return f"must have at least {case.context['min_length']} entries, has {case.context['actual_length']}"


def _too_many(case: ValidationIssue) -> str:
    return f"must have at most {case.context['max_length']} entries"


def _too_short(case: ValidationIssue) -> str:
    return "a name must not be empty" if case.is_key else "must not be empty"


def _too_long(case: ValidationIssue) -> str:
    return f"must be no longer than {case.context['max_length']} characters"


def _misshapen(case: ValidationIssue) -> str:
    if not str(case.context["pattern"]).startswith(NAME_PATTERN):
        return "must be on one line, without tabs"
    return "is no name: names do not begin with a space and hold no comma, slash, bar or line break"


def _value_error(case: ValidationIssue) -> str:
    return str(case.context["error"])


SENTENCES: dict[str, Callable[[ValidationIssue], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _one_of,
    "enum": _one_of,
    "too_short": _too_few,
    "too_long": _too_many,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _misshapen,
    "value_error": _value_error,
}
