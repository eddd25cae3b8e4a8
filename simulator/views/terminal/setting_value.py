"""Setting value: a value of a scenario file on one line, defaults left out."""

from typing import Any

from simulator.base.registry import Registry
from simulator.domain.registries import DISTRIBUTION_MODELS, ORDERING, PRICING

REGISTRIES_OF: dict[str, tuple[Registry[Any], ...]] = {
    "model": (DISTRIBUTION_MODELS,),
    "policy": (PRICING, ORDERING),
}
LONGEST = 160


def setting_value(value: Any) -> str:
    """Return a value as text; of a chosen model or policy, its name and its settings other than defaults.

    >>> setting_value(None), setting_value([1, 2]), setting_value({"quality": 0.5, "price": None})
    ('nothing', '1, 2', 'quality 0.5')
    """
    text = _value(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "nothing"
    if not isinstance(value, dict):
        return str(value)
    tag = next((key for key in REGISTRIES_OF if key in value), None)
    if tag is None:
        return ", ".join(f"{key} {_value(part)}" for key, part in value.items() if part is not None)
    defaults = _defaults(tag, value[tag])
    terms = {key: part for key, part in value.items() if key != tag and part != defaults.get(key)}
    return f"{value[tag]} ({_value(terms)})" if terms else str(value[tag])


def _defaults(tag: str, name: str) -> dict[str, Any]:
    """Return the defaults of an entry, as plain values."""
    for registry in REGISTRIES_OF[tag]:
        if name in registry:
            fields = registry.get(name).model_fields
            given = {key: field.get_default(call_default_factory=True) for key, field in fields.items()}
            whole = registry.get(name).model_construct(**given)
            return dict(whole.model_dump(mode="json"))
    return {}
