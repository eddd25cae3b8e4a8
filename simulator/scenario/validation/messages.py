"""Error messages: an error of the validator as a sentence for the author of a file."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from simulator.base.registry import nearest
from simulator.domain.product.benefits import NAME_OF_BENEFIT
from simulator.domain.registries import INTERVENTIONS
from simulator.scenario.errors.quoting import hint, meant, plain_number, shortened
from simulator.scenario.validation.location import Location
from simulator.scenario.validation.value_hints import (
    list_hint,
    map_hint,
    number_hint,
    share_hint,
    truth_hint,
    whole_number_hint,
)
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Scalar, Value

WHOLE_NUMBER, MAP, LIST, TEXT, TRUTH = (
    "a whole number",
    "a map ('key: value')",
    "a list",
    "text",
    "true or false",
)
SHOULD_BE = {
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": TEXT,
    "bool_type": TRUTH,
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": MAP,
    "model_type": MAP,
    "model_attributes_type": MAP,
}
MAP_KINDS = frozenset(kind for kind, what in SHOULD_BE.items() if what == MAP)
"""Errors of the validator where a map should be."""
LIMITS = {
    "greater_than_equal": ("ge", "must be at least"),
    "greater_than": ("gt", "must be more than"),
    "less_than_equal": ("le", "must be at most"),
    "less_than": ("lt", "must be less than"),
}
QUOTED = re.compile(r"'([^']*)'")
VERY_ALIKE = 0.85
"""How much two settings have in common of which one is the other misspelt [0 … 1]."""
SEE = "; see: simulator schema"
UNIT = re.compile(r"\[([^\]]*)\]")
OF_COMMANDS = ("seed", "seeds", "metrics", "jobs", "baseline")
"""What the commands that play a scenario are told, not the scenario."""
MEANT_BY = {
    **dict.fromkeys(("days", "months", "years", "duration", "periods", "horizon"), "weeks"),
    **dict.fromkeys(("population", "people", "households", "consumers", "buyers"), "customers"),
}
"""Settings at the top of a scenario, by words that other models have for them."""
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
    within: dict[str, Any] = field(default_factory=dict)
    """The settings that there may be in it, by name, if it should be a map."""
    described: str = ""
    """Its description, or that of the list or map in which it stands."""

    @property
    def name(self) -> str:
        """Return its key."""
        return self.found.keys[-1] if self.found.keys else ""

    @property
    def value(self) -> Value:
        """Return its value; none if it is a map or a list."""
        node = self.found.node
        return None if isinstance(node, Mapping | Listing) else node.value

    @property
    def unit(self) -> str:
        """Return its unit, as its description ends with it; empty if none is known."""
        found = UNIT.findall(" ".join(self.described.split()))
        return str(found[-1]) if found and not found[-1].startswith("unit of") else ""


def sentence(case: ValidationIssue) -> str:
    """Return the error message in plain words, where possible with the closest valid entry."""
    if case.kind in SHOULD_BE:
        return _should_be(SHOULD_BE[case.kind], case)
    if case.kind in LIMITS:
        name, must = LIMITS[case.kind]
        over = case.value if name == "le" and case.context[name] == 1 else None
        more = share_hint(over, case.unit) if isinstance(over, int | float) else ""
        return f"{must} {plain_number(case.context[name])}, is {shown(case.found.node)}{more}"
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
    return f"should be {what}, is {said}{_instead(what, case)}"


def _instead(what: str, case: ValidationIssue) -> str:
    """Return how to write what was meant, as the end of a sentence."""
    value, node = case.value, case.found.node
    if what == TEXT:
        return "; put it in quotes" if value is not None else ""
    if what in HINTS:
        return HINTS[what](case)
    if what == WHOLE_NUMBER and isinstance(value, float) and isinstance(node, Scalar):
        return whole_number_hint(node.text) if value.is_integer() else ""
    return number_hint(value, case.unit, is_whole=what == WHOLE_NUMBER) if isinstance(value, str) else ""


def _misspelt(case: ValidationIssue) -> str:
    """Return the setting that a name was meant to be, where names of the file's own stand beside settings."""
    alike = get_close_matches(case.name, case.settings, 1, VERY_ALIKE)
    return f"; did you mean '{alike[0]}'?" if alike and case.name not in case.settings else ""


HINTS: dict[str, Callable[[ValidationIssue], str]] = {
    TRUTH: lambda case: truth_hint(case.found.node),
    LIST: lambda case: list_hint(case.found.node, case.settings.get(case.name, {}).get("minItems", 1)),
    MAP: lambda case: _misspelt(case) or map_hint(case.found.node, case.within),
}


def _missing(case: ValidationIssue) -> str:
    if isinstance(case.found.node, Listing):
        return f"is missing: the list has only {len(case.found.node.items)} of its entries"
    described = case.settings.get(case.name, {}).get("description")
    return f"is missing: {' '.join(described.split())}" if described else "is missing"


def _unknown_key(case: ValidationIssue) -> str:
    return f"there is no such setting here{_of_the_top(case) or _elsewhere(case) or _near(case)}"


def _of_the_top(case: ValidationIssue) -> str:
    """Return what was meant by a word at the top of a file that belongs to a command, or to other models."""
    if len(case.found.keys) != 1:
        return ""
    if case.name in OF_COMMANDS and not get_close_matches(case.name, case.settings, 1, VERY_ALIKE):
        return f"; it is said to the command that plays: --{case.name}"
    meant_by = MEANT_BY.get(case.name)
    sampled = ", of which one that is played may stand for several: 'people_per_customer'"
    more = sampled if meant_by == "customers" else ""
    return f"; did you mean '{meant_by}'{more}?" if meant_by in case.settings else ""


def _elsewhere(case: ValidationIssue) -> str:
    """Return where a setting of that very name stands, unless one here is spelt very much like it."""
    if not case.elsewhere or get_close_matches(case.name, case.settings, 1, VERY_ALIKE):
        return ""
    there = (place if "." in place else f"{place} at the top of the file" for place in case.elsewhere[:2])
    return f"; there is {' and '.join(there)}"


def _near(case: ValidationIssue) -> str:
    action = nearest(case.name, INTERVENTIONS.names()) if "do" in case.settings else None
    if action is not None and not get_close_matches(case.name, case.settings, 1, VERY_ALIKE):
        return f"; what an event does stands under 'do', as {{{action}: …}}"
    return hint(case.name, case.settings) or (SEE if case.settings else "")


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
    if case.context["pattern"] == NAME_OF_BENEFIT:
        bars = "comma, slash, bar, line break, quotation mark, nor any of < > [ ] { }"
        return f"is no name of a benefit: these do not begin with a space and hold no {bars}"
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
