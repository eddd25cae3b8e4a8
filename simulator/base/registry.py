"""Registry: entries of one kind, one a file, found by name.

A registry knows the room (package) with its files; the room is opened, that is every file in it
imported, the first time somebody looks. So adding an entry is adding a file.
"""

import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, ClassVar, NamedTuple

from simulator.base.input_error import InputError
from simulator.base.plugins import load_installed

HOUSE = "simulator"
VERY_ALIKE, ALIKE = 0.75, 0.6
"""How much two names have in common that are very likely, or likely, the same misspelt [0 … 1]."""
MOST_NAMED = 20
"""How many names are listed before the rest is only counted."""


class UnknownNameError(InputError, LookupError):
    """A name that a registry does not have; the message says which it has."""


class DuplicateNameError(ValueError):
    """A name that another entry already has."""


def suggestion(name: str, names: list[str]) -> str:
    """Say which of the names was probably meant, or list them all.

    >>> suggestion("undercutt", ["list_price", "undercut"])
    "did you mean 'undercut'?"
    """
    close = nearest(name, names)
    if close is not None:
        return f"did you mean '{close}'?"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"there are: {', '.join(sorted(names)[:MOST_NAMED]) or 'none'}{more}"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant, if there is any: spelt nearly so, or of the same words.

    Capitals, hyphens and spaces make no difference, nor does the order of words. One word of several is
    enough if no name is spelt much like it.

    >>> [nearest(name, ["list_price", "lead_time", "dealers_per_region", "delivery"])
    ...  for name in ("List-Price", "price_list", "dealers", "leadtime", "weeks")]
    ['list_price', 'list_price', 'dealers_per_region', 'lead_time', None]
    """
    known = list(names)
    spelt = {_spelt(one): one for one in reversed(known)}
    mine = _spelt(name)
    for cutoff in (VERY_ALIKE, ALIKE):
        if close := get_close_matches(mine, spelt, n=1, cutoff=cutoff):
            return spelt[close[0]]
        words = set(mine.split("_"))
        same = [one for one in known if words == set(_spelt(one).split("_"))]
        if found := same or [one for one in known if words < set(_spelt(one).split("_"))]:
            return found[0]
    return None


def _spelt(name: str) -> str:
    """Return a name without what makes no difference to which one is meant."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def plural(kind: str) -> str:
    """Return the plural of a kind of entries.

    >>> plural("metric"), plural("pricing policy"), plural("demand process"), plural("term of utility")
    ('metrics', 'pricing policies', 'demand processes', 'terms of utility')
    """
    first, of, rest = kind.partition(" of ")
    if first.endswith("y"):
        return f"{first[:-1]}ies{of}{rest}"
    return f"{first}{'es' if first.endswith(('ch', 'ss')) else 's'}{of}{rest}"


class Foreign(NamedTuple):
    """An entry that was registered outside the simulator: in a notebook, a script or a plug-in."""

    name: str
    entry: Any
    formerly: tuple[str, ...]
    module: str
    """The module that registered it."""


class Registry[T]:
    """The entries of one kind, by name.

    *kind* is what an entry is called in messages; *room* the package whose files register entries.
    """

    standing: ClassVar[dict[tuple[str, str], object]] = {}
    """Every entry of every registry, by kind and name: what was worked out from them holds while these do."""

    def __init__(self, kind: str, room: str) -> None:
        self.kind = kind
        self.room = room
        self._entries: dict[str, T] = {}
        self._aliases: dict[str, str] = {}
        self._modules: dict[str, str] = {}
        """The module that registered each entry."""
        self._words: dict[str, list[str]] = {}
        self._is_open = False
        self._opened_by: set[int] = set()
        """Threads that are opening the room."""

    def register[E](
        self, name: str, *, formerly: tuple[str, ...] = (), meant_by: tuple[str, ...] = ()
    ) -> Callable[[E], E]:
        """Return a decorator that registers its object under *name*; files may say a former name as well.

        Words that it is *meant by* elsewhere are no names of it, but answered with its name.
        """

        def put(entry: E) -> E:
            for word in (name, *formerly):
                if word in self._entries or word in self._aliases:
                    raise DuplicateNameError(f"there already is a {self.kind} called '{word}'")
            self._entries[name] = entry  # type: ignore[assignment]
            self._modules[name] = sys._getframe(1).f_globals.get("__name__", "__main__")
            self._aliases |= dict.fromkeys(formerly, name)
            for word in meant_by:
                self._words.setdefault(_spelt(word), []).append(name)
            Registry.standing[self.kind, name] = entry
            return entry

        return put

    def foreign(self) -> list[Foreign]:
        """Return the entries there are by now that were registered outside the simulator, sorted by name."""
        held = [self._as_registered(name) for name in sorted(self._modules)]
        return [one for one in held if one.module.partition(".")[0] != HOUSE]

    def put_in(self, one: Foreign) -> Foreign | None:
        """Register an entry of another process, in place of one of its name, which is returned."""
        before = self._as_registered(self.canonical(one.name)) if one.name in self else None
        if before is not None:
            self.forget(before.name)
        self.register(one.name, formerly=one.formerly)(one.entry)
        self._modules[one.name] = one.module
        return before

    def _as_registered(self, name: str) -> Foreign:
        formerly = tuple(alias for alias, now in self._aliases.items() if now == name)
        return Foreign(name, self._entries[name], formerly, self._modules[name])

    def forget(self, name: str) -> None:
        """Remove an entry again (for tests and notebooks)."""
        del self._entries[name]
        self._modules.pop(name, None)
        self._aliases = {alias: now for alias, now in self._aliases.items() if now != name}
        self._words = {word: [one for one in of if one != name] for word, of in self._words.items()}
        Registry.standing.pop((self.kind, name), None)

    def get(self, name: str) -> T:
        """Return the entry called *name*; an unknown name is answered with the nearest one."""
        if name not in self:
            raise UnknownNameError(f"no {self.kind} called {name!r}; {self.suggestion(name)}")
        return self._entries[self.canonical(name)]

    def __contains__(self, name: object) -> bool:
        """Say whether there is an entry of that name, or one that was formerly called so."""
        self._open_room()
        return name in self._entries or name in self._aliases

    def canonical(self, name: str) -> str:
        """Return the name of today for one that an entry had formerly; any other name as it is."""
        self._open_room()
        return self._aliases.get(name, name)

    def suggestion(self, name: str) -> str:
        """Say which entry was probably meant, by its name of today, or list them all."""
        names = self.names()
        if meant := self._words.get(_spelt(name)):
            return f"did you mean {' or '.join(f"'{one}'" for one in sorted(meant))}?"
        near = nearest(name, [*names, *self._aliases])
        return suggestion(self.canonical(near) if near else name, names)

    def aliases(self) -> list[str]:
        """Return all former names, sorted."""
        self._open_room()
        return sorted(self._aliases)

    def name_of(self, entry: object) -> str:
        """Return the name under which *entry* is registered."""
        for name, held in self.items():
            if held is entry:
                return name
        raise UnknownNameError(f"not in the registry of {self.kind}s: {entry!r}")

    def names(self) -> list[str]:
        """Return all names, sorted."""
        self._open_room()
        return sorted(self._entries)

    def items(self) -> Iterator[tuple[str, T]]:
        """Yield (name, entry) sorted by name."""
        for name in self.names():
            yield name, self._entries[name]

    def _open_room(self) -> None:
        """Import every file of the room, unless that was done, or this very thread is at it.

        Another thread that is at it is not relied on, for it may have come to some entries only. Both import,
        and Python lets either wait for the file that the other has begun.
        """
        thread = threading.get_ident()
        if self._is_open or thread in self._opened_by:
            return
        self._opened_by.add(thread)
        try:
            package = importlib.import_module(self.room)
            for file in pkgutil.walk_packages(package.__path__, prefix=f"{self.room}."):
                importlib.import_module(file.name)
            load_installed()
        finally:
            self._opened_by.discard(thread)
        self._is_open = True
