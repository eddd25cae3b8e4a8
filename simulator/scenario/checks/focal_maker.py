"""Focal manufacturer, and the manufacturers that a distribution model serves, before validation."""

from typing import Any

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.checks.unvalidated import list_in, map_in, text_in


def focal_maker_of(given: dict[str, Any]) -> str | None:
    """Return the focal manufacturer: the one named, else the first."""
    return text_in(given, "focal") or next(iter(map_in(given, "manufacturers")), None)


def makers_of(given: dict[str, Any], way: dict[str, Any]) -> list[str]:
    """Return the manufacturers that a distribution model names; else all, or the focal one."""
    maker = text_in(way, "maker")
    named = [maker] if maker else [name for name in list_in(way, "makers") if isinstance(name, str)]
    model = text_in(way, "model")
    if not named and model and model in DISTRIBUTION_MODELS and DISTRIBUTION_MODELS.get(model).for_everybody:
        named = list(map_in(given, "manufacturers"))
    return named or [focal_maker_of(given) or ""]
