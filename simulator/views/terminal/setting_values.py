"""Setting values: two values of a setting, each on one line, so that their difference is shown.

Of a chosen entry, such as a model or a policy, its name is shown, and its settings other than defaults.
"""

import json
from collections.abc import Iterator
from typing import Any

from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.node_types import choices_below, types_of

LONGEST = 160
BEFORE = 40
"""How much of what two long values have in common is shown before the first difference."""


def setting_values(one: Any, other: Any) -> tuple[str, str]:
    """Return two values that differ as texts that differ, also where the values are long.

    >>> setting_values(None, []), setting_values(4.0, 6.0)
    (('null', '[]'), ('4.0', '6.0'))
    """
    texts = _value(one), _value(other)
    if texts[0] == texts[1]:
        texts = json.dumps(one, ensure_ascii=False), json.dumps(other, ensure_ascii=False)
    pairs = zip(*texts, strict=False)
    common = next((at for at, (a, b) in enumerate(pairs) if a != b), min(map(len, texts)))
    start = max(0, common - BEFORE) if common >= LONGEST - BEFORE else 0
    return _cut(texts[0], start), _cut(texts[1], start)


def _cut(text: str, start: int) -> str:
    """Return as much of a text as a line has room for, from a letter on."""
    shown = text[start : start + LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}"


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "nothing"
    if not isinstance(value, dict):
        return str(value)
    chosen = next(_chosen_in(value), None)
    if chosen is None:
        parts = (f"{key} {_value(part)}" for key, part in value.items() if part is not None)
        return ", ".join(parts) or "nothing"
    tag, defaults = chosen
    terms = {k: part for k, part in value.items() if k != tag and (k not in defaults or part != defaults[k])}
    return f"{value[tag]} ({_value(terms)})" if terms else str(value[tag])


def _chosen_in(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield tag and defaults, as plain values, of the entry of a registry that a map is."""
    for choice in choices_below(types_of(Scenario)):
        name = value.get(choice.tag)
        if isinstance(name, str) and name in choice.registry:
            entry = choice.registry.get(name)
            if value.keys() <= {choice.tag, *(f.alias or n for n, f in entry.model_fields.items())}:
                yield choice.tag, _defaults(entry)


def _defaults(entry: Any) -> dict[str, Any]:
    """Return the defaults of an entry, as plain values; a parameter that must be given has none."""
    given = {
        key: field.get_default(call_default_factory=True)
        for key, field in entry.model_fields.items()
        if not field.is_required()
    }
    whole: dict[str, Any] = entry.model_construct(**given).model_dump(mode="json")
    return whole
