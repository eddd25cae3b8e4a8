"""Fitted notes: the targets that numbers of a scenario file were fitted to, as their source."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from simulator.scenario.finding_blocks import FITTED, Fitted
from simulator.scenario.yaml.nodes import Mapping, plain

FIT = "fitted: "
"""How the note of a fitted number begins."""
EACH = "*"


@dataclass(frozen=True)
class FittedNotes:
    """Notes of one file's fit."""

    block: Fitted

    def note(self, key: str, value: float) -> str:
        """Return what a number was fitted to; nothing if it was not, or has been changed since."""
        for named, one in self.block.settings.items():
            parts = named.split(",")
            is_one = len(parts) == 1 and EACH not in named
            if any(_means(part, key) for part in parts) and (not is_one or value == one.value):
                return FIT + self._targets
        return ""

    @property
    def _targets(self) -> str:
        return "; ".join(
            f"{name} {one.reached:.4g} for a target of {one.target:g}, {one.residual:+.2g}"
            for name, one in self.block.targets.items()
        )


def fitted_notes(layer: Mapping) -> FittedNotes | None:
    """Return the notes of the fit that a file keeps; none if it keeps none that can be read."""
    node = layer.node(FITTED)
    if node is None:
        return None
    try:
        return FittedNotes(Fitted.model_validate_json(json.dumps(plain(node))))
    except ValidationError:
        return None


def _means(named: str, key: str) -> bool:
    """Say whether a dotted path, in which a star stands for all there are, means a key."""
    parts, keys = named.split("."), key.split(".")
    pairs = zip(parts, keys, strict=False)
    return len(parts) == len(keys) and all(part in (EACH, one) for part, one in pairs)
