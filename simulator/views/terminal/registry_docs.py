"""Registry docs: what the file of an entry says of it, in a line, and its source."""

import re
import sys
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel

from simulator.base.registry import Registry

SOURCE = re.compile(r"\bSource: (.*?)(?:\n\n|\Z)", re.S)
MOST_LETTERS = 48
"""How much of a source stands in a table; `list KIND NAME` tells it whole."""


def summary_of(entry: Any, registry: Registry[Any]) -> str:
    """Say in a line what an entry is: what its docstring says; of a record its file's, and what it holds."""
    if isinstance(entry, BaseModel) and not hasattr(entry, "unit"):
        held = entry.model_dump(mode="json", exclude_defaults=True)
        told = "; ".join(f"{field} {_flat(value)}" for field, value in held.items())
        said = _file_of(entry, registry).partition("\n")[0].partition(": ")[2]
        return f"{said} ({told})" if said else told
    return (getattr(entry, "__doc__", None) or "").strip().partition("\n")[0]


def source_of(entry: Any, registry: Registry[Any]) -> str:
    """Return the source that the entry or else its file names; empty where it is a choice.

    >>> from simulator.domain.registries import DISTRIBUTION_MODELS
    >>> source_of(DISTRIBUTION_MODELS.get("authorized_dealers"), DISTRIBUTION_MODELS)[:31]
    'Coughlan, Anderson, Stern & El-'
    """
    for text in (getattr(entry, "__doc__", None) or "", _file_of(entry, registry)):
        found = SOURCE.search(cleandoc(text))
        if found is not None:
            return " ".join(found.group(1).split())
    return ""


def shortened(source: str) -> str:
    """Return as much of a source as a table has room for."""
    return source if len(source) <= MOST_LETTERS else f"{source[:MOST_LETTERS].rstrip()}…"


def _file_of(entry: Any, registry: Registry[Any]) -> str:
    """Return the docstring of the file that registers an entry."""
    if isinstance(entry, BaseModel):
        name = f"{registry.room}.{registry.name_of(entry)}"
    else:
        name = getattr(getattr(entry, "function", entry), "__module__", "")
    return getattr(sys.modules.get(name), "__doc__", None) or ""


def _flat(value: Any) -> str:
    return (
        ", ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else str(value)
    )
