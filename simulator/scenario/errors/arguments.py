"""Arguments: values of Python calls checked as values in files are, with the same sentences.

NumPy's integers are integers and NumPy's truth values are truth values; nothing else is taken for what it
is not: no text for a list, no 1.5 or true for a whole number.
"""

from collections.abc import Iterable, Mapping, Set
from itertools import islice
from operator import index
from os import PathLike, fspath
from typing import Any

from pydantic import BaseModel

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError

A_SCENARIO = "a scenario, as load returns it"
MAXIMUM_SEED = 2**63 - 1
MOST_ENTRIES = 100_000
"""Longest list that is read; an iterator without end is refused rather than waited for."""


class ArgumentError(ScenarioError, ValueError):
    """An argument that cannot be taken; its complaint names the argument."""


def argument_error(name: str, text: str) -> ArgumentError:
    """Return an error about an argument, of one sentence."""
    return ArgumentError([Complaint(name, 0, 0, "", text)])


def quoted_value(value: object) -> str:
    """Return a value as a sentence names it.

    >>> quoted_value("7"), quoted_value(1.5), quoted_value(None), quoted_value([1])
    ("the text '7'", '1.5', 'nothing (None)', 'a list')
    """
    if isinstance(value, str):
        return f"the text '{shortened(value)}'"
    if value is None:
        return "nothing (None)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return shortened(_digits(value))
    if isinstance(value, float):
        return shortened(str(value))
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {shortened(kind)}"


def is_truth_value(value: object) -> bool:
    """Say whether a value is true or false, Python's or NumPy's."""
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def whole_number(name: str, value: object, least: int, most: int) -> int:
    """Return a whole number within limits, NumPy's included.

    >>> whole_number("seed", 7, 0, 10)
    7
    """
    try:
        if is_truth_value(value) or getattr(getattr(value, "dtype", None), "kind", "") == "b":
            raise TypeError
        number = index(value)  # type: ignore[arg-type]
    except TypeError:
        raise argument_error(name, f"should be a whole number, is {quoted_value(value)}") from None
    if not least <= number <= most:
        side = f"at least {least}" if number < least else f"at most {most}"
        raise argument_error(name, f"must be {side}, is {shortened(_digits(number))}")
    return number


def _digits(number: int) -> str:
    return str(number) if number.bit_length() < 1000 else f"a number of {number.bit_length()} bits"


def seed_of(seed: object) -> int:
    """Return a seed as Python's whole number."""
    return whole_number("seed", seed, 0, MAXIMUM_SEED)


def truth_value(name: str, value: object) -> bool:
    """Return a truth value; nothing else is taken for one."""
    if not is_truth_value(value):
        raise argument_error(name, f"should be true or false, is {quoted_value(value)}")
    return bool(value)


def text_value(name: str, value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise argument_error(name, f"should be text, is {quoted_value(value)}")
    return str(value)


def path_text(name: str, value: object) -> str:
    """Return the path of a file or folder as text, given as text or as a Path."""
    path = fspath(value) if isinstance(value, str | PathLike) else None
    if not isinstance(path, str):
        raise argument_error(name, f"should be a path, is {quoted_value(value)}")
    if "\0" in path:
        raise argument_error(name, f"cannot be read or written: {quoted_value(path)} is no path")
    return path


def entries_of(name: str, value: object, example: str, most: int = MOST_ENTRIES) -> tuple[Any, ...]:
    """Return the entries of a list, tuple, array or generator; a text, map or set is none.

    *example* ends the sentence that refuses: what should be written instead.
    """
    is_other = isinstance(value, str | bytes | bytearray | Mapping | Set | BaseModel)
    try:
        if is_other or not isinstance(value, Iterable):
            raise TypeError
        found = tuple(islice(value, most + 1))
    except TypeError:
        raise argument_error(name, f"should be a list, such as {example}, is {quoted_value(value)}") from None
    if len(found) > most:
        raise argument_error(name, f"must have at most {most} entries")
    return found


def of_type[T](name: str, value: T, kind: type[Any], described: str) -> T:
    """Return a value of a class; *described* says what it should be."""
    if not isinstance(value, kind):
        raise argument_error(name, f"should be {described}, is {quoted_value(value)}")
    return value


def callable_value(name: str, value: object, *, may_be_none: bool = True) -> None:
    """Refuse what is given as a function and is none; None may stand for no function."""
    if not (callable(value) or (value is None and may_be_none)):
        raise argument_error(name, f"should be a function, is {quoted_value(value)}")
