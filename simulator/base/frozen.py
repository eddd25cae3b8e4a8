"""Frozen containers: lists and maps that refuse to be changed, so that a frozen record is frozen throughout.

They are a list and a dict in all else: they compare, iterate, serialise, copy and pickle as these do; and
they can be hashed where all that they hold can be.
"""

from typing import Any, NoReturn

from simulator.base.input_error import InputError


class FrozenError(InputError, TypeError):
    """An attempt to change a record that is frozen."""


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise FrozenError("it is frozen; `changed` makes a new scenario, in which other values stand")


class FrozenList(list[Any]):
    """A list that cannot be changed."""

    append = extend = insert = remove = clear = sort = reverse = _refuse
    pop = __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenList, (list(self),)


class FrozenDict(dict[Any, Any]):
    """A map that cannot be changed."""

    pop = popitem = clear = update = setdefault = _refuse
    __setitem__ = __delitem__ = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)


def frozen(value: Any) -> Any:
    """Return a value with its lists and maps frozen at any depth.

    >>> frozen({"weeks": [1, 6]}) == {"weeks": [1, 6]}, type(frozen([[]])[0]).__name__
    (True, 'FrozenList')
    """
    kind = type(value)
    if kind is list:
        return FrozenList(map(frozen, value))
    if kind is dict:
        return FrozenDict({key: frozen(part) for key, part in value.items()})
    if kind is tuple:
        return tuple(map(frozen, value))
    return frozenset(value) if kind is set else value
