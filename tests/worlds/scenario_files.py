"""Small scenario files for the tests of the command line."""

import json
from pathlib import Path
from typing import Any

WORLD: dict[str, Any] = {
    "schema_version": 1,
    "name": "dealers",
    "weeks": 5,
    "customers": 300,
    "manufacturers": {"alder": {}},
    "products": {
        "p": {
            "maker": "alder",
            "category": "c",
            "unit_cost": 10.0,
            "list_price": 20.0,
            "attributes": {"quality": 0.8},
            "appeal": 2.0,
        }
    },
    "segments": {
        "all": {
            "share": 1.0,
            "values": {"quality": 2.0},
            "price_sensitivity": 0.1,
            "needs": {"c": {"per_year": 26}},
        }
    },
    "regions": {"here": {"share": 1.0}},
    "response": {"initial_adstock": 2.0},
    "distribution": {"model": "authorized_dealers"},
    "messages": {"default": "craft"},
}


def written(folder: Path, file: str = "one.yaml", **settings: Any) -> str:
    """Write a scenario file, JSON being YAML, and return its path."""
    path = folder / file
    path.write_text(json.dumps({**WORLD, **settings}))
    return str(path)


def pair(folder: Path) -> list[str]:
    """Write two scenarios that differ in distribution and message."""
    other = {"distribution": {"model": "open_resale"}, "messages": {"default": "deal"}}
    return [written(folder), written(folder, "other.yaml", name="resale", **other)]
