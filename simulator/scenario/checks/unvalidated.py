"""Unvalidated values: looking up entries in plain maps and lists that may hold anything.

What is missing or of the wrong type reads as empty: somebody else complains of that.
"""

from typing import Any


def map_in(given: Any, *keys: str) -> dict[str, Any]:
    """Return the map that the keys lead to.

    >>> map_in({"a": {"b": {"c": 1}}}, "a", "b"), map_in({"a": 7}, "a", "b")
    ({'c': 1}, {})
    """
    for key in keys:
        given = given.get(key) if isinstance(given, dict) else None
    return given if isinstance(given, dict) else {}


def list_in(given: Any, key: str) -> list[Any]:
    """Return the list under a key."""
    listed = given.get(key) if isinstance(given, dict) else None
    return listed if isinstance(listed, list) else []


def maps_in(given: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the maps in the list under a key, numbered; one map that is in no list counts as one."""
    alone = map_in(given, key)
    listed = [alone] if alone else list_in(given, key)
    return [(at, part) for at, part in enumerate(listed) if isinstance(part, dict)]


def text_in(given: Any, key: str) -> str | None:
    """Return the text under a key."""
    text = given.get(key) if isinstance(given, dict) else None
    return text if isinstance(text, str) else None


def number_in(given: Any, key: str) -> float | None:
    """Return the number under a key."""
    number = given.get(key) if isinstance(given, dict) else None
    return number if isinstance(number, int | float) and not isinstance(number, bool) else None


def is_given(part: dict[str, Any], key: str) -> bool:
    """Return whether a key holds something other than its default.

    >>> [is_given({"a": {"b": None}, "c": False, "d": 7, "e": 0}, key) for key in "acdex"]
    [False, False, True, True, False]
    """
    value = part.get(key)
    if isinstance(value, dict):
        return any(inner is not None for inner in value.values())
    return value is not False and value not in (None, "none", [])
