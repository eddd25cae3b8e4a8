"""Carried entries: what was registered outside the simulator travels to worker processes with the work.

A worker opens the registries anew, and knows nothing of an entry that a notebook, a script or a plug-in has
put there. So entries are sent along, by value where they were made in a notebook or a script and by the name
of their module elsewhere, and stand in the worker's registries while the work of their study is done.
cloudpickle does that: pickle writes a class of a notebook as a name, which a worker cannot find.
"""

import hashlib
import os
import pickle
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from simulator.base.input_error import InputError
from simulator.base.registry import Foreign
from simulator.domain.registries import REGISTRIES

_ME = uuid.uuid4().hex
_standing: dict[str, list[tuple[str, Foreign, Foreign | None]]] = {}
"""In a worker: by the digest of the entries that stand there now, their kinds, and what each replaced."""


class CannotCarryError(InputError):
    """An entry that cannot be sent to workers; the message says which."""


class Parcel(NamedTuple):
    """A piece of work and the entries that it needs, for a worker."""

    home: tuple[str, int]
    """The process that sends it."""
    digest: str
    entries: bytes
    content: bytes


@dataclass(frozen=True)
class CarriedEntries:
    """Entries that go to workers with every piece of work."""

    entries: bytes
    digest: str

    def parcel(self, work: Callable[..., Any], piece: Any) -> Parcel:
        """Return a piece of work with the entries."""
        import cloudpickle  # noqa: PLC0415 - only where there is something to carry

        return Parcel((_ME, os.getpid()), self.digest, self.entries, cloudpickle.dumps((work, piece)))


def carried_entries() -> CarriedEntries | None:
    """Return the entries that were registered outside the simulator; none if there are none."""
    found = foreign_entries()
    if not found:
        return None
    import cloudpickle  # noqa: PLC0415 - only where there is something to carry

    for kind, one in found:
        try:
            cloudpickle.dumps(one.entry)
        except Exception as wrong:
            told = f"{REGISTRIES[kind].kind} '{one.name}' cannot be sent to worker processes"
            raise CannotCarryError(f"{told}: {wrong}; play in one process, jobs=1") from wrong
    packed = cloudpickle.dumps(found)
    return CarriedEntries(packed, hashlib.sha256(packed).hexdigest())


def foreign_entries() -> list[tuple[str, Foreign]]:
    """Return the entries that were registered outside the simulator, with the kinds of `simulator list`."""
    return [(kind, one) for kind, registry in REGISTRIES.items() for one in registry.foreign()]


def unpacked(parcel: Parcel) -> tuple[Callable[..., Any], Any]:
    """Return the work and the piece of a parcel, once its entries stand in this process's registries."""
    if parcel.home != (_ME, os.getpid()):  # a thread of the sender has them
        _put_up(parcel)
    work, piece = pickle.loads(parcel.content)  # noqa: S301 - our own process packed it
    return work, piece


def put_away() -> None:
    """Take entries of an earlier study out of a worker that outlives it, and put back what they replaced."""
    for put in _standing.values():
        for kind, one, before in reversed(put):
            REGISTRIES[kind].forget(one.name)
            if before is not None:
                REGISTRIES[kind].put_in(before)
    _standing.clear()


def _put_up(parcel: Parcel) -> None:
    if parcel.digest in _standing:
        return
    put_away()
    put = _standing[parcel.digest] = []
    for kind, one in pickle.loads(parcel.entries):  # noqa: S301 - our own process packed it
        registry = REGISTRIES[kind]
        if one.name not in registry or registry.get(one.name) is not one.entry:
            put.append((kind, one, registry.put_in(one)))
