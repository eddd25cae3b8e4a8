"""Setting told: a value of a scenario file on one line, without what goes without saying."""

from typing import Any

from simulator.base.registry import Registry
from simulator.domain.registries import DISTRIBUTION_MODELS, ORDERING, PRICING

SHELF_OF: dict[str, tuple[Registry[Any], ...]] = {
    "model": (DISTRIBUTION_MODELS,),
    "policy": (PRICING, ORDERING),
}
LONGEST = 160


def told(value: Any) -> str:
    """Say a value; of a chosen model or policy, its name and what of it is not as by default.

    >>> told(None), told([1, 2]), told({"quality": 0.5, "price": None})
    ('nothing', '1, 2', 'quality 0.5')
    """
    text = _told(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_told, value)) or "nothing"
    if not isinstance(value, dict):
        return str(value)
    tag = next((key for key in SHELF_OF if key in value), None)
    if tag is None:
        return ", ".join(f"{key} {_told(part)}" for key, part in value.items() if part is not None)
    usual = _usual(tag, value[tag])
    terms = {key: part for key, part in value.items() if key != tag and part != usual.get(key)}
    return f"{value[tag]} ({_told(terms)})" if terms else str(value[tag])


def _usual(tag: str, name: str) -> dict[str, Any]:
    """Return the defaults of an entry, as plain values."""
    for shelf in SHELF_OF[tag]:
        if name in shelf:
            fields = shelf.get(name).model_fields
            given = {key: field.get_default(call_default_factory=True) for key, field in fields.items()}
            whole = shelf.get(name).model_construct(**given)
            return dict(whole.model_dump(mode="json"))
    return {}
