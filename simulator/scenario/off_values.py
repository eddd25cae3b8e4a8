"""Off-values as switches: each mechanism named on fields (`simulator.base.off_value`) becomes one switch.

Fields are looked for in the scenario, in all records that it holds, and in members and contracts as drawn.
"""

from collections.abc import Iterator
from functools import reduce
from typing import Annotated, Any, NamedTuple, TypeAliasType, get_args, get_origin

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.people.segments import Segment, segment_type
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import Switch


class OffField(NamedTuple):
    """A field with an off-value, and the fields that lead to it from the outermost record."""

    path: tuple[str, ...]
    off: Off


def off_switches() -> dict[str, tuple[Switch, tuple[str, ...]]]:
    """Return for each mechanism named on fields its switch and the names that it had before."""
    found = {root: list(off_fields(root)) for root in (Scenario, Member, Contract)}
    names = dict.fromkeys(field.off.switch for fields in found.values() for field in fields)
    return {name: _switch(name, found) for name in names}


def off_fields(record: type[Record], above: tuple[type[Record], ...] = ()) -> Iterator[OffField]:
    """Yield the fields with an off-value of a record and of all records that it holds."""
    for name, field in record.model_fields.items():
        yield from (OffField((name,), mark) for mark in field.metadata if isinstance(mark, Off))
        for inner in _records_in(field.annotation):
            if inner not in (record, *above):
                below = off_fields(inner, (record, *above))
                yield from (OffField((name, *path), off) for path, off in below)


def set_off[R: Record](record: R, fields: list[OffField]) -> R:
    """Return a record with some fields at their off-values."""
    return reduce(lambda changed, field: _placed(changed, field.path, field.off.value), fields, record)


def _switch(name: str, found: dict[type[Any], list[OffField]]) -> tuple[Switch, tuple[str, ...]]:
    own = {root: [one for one in fields if one.off.switch == name] for root, fields in found.items()}
    marks = [one.off for fields in own.values() for one in fields]
    switch = Switch(
        next((mark.says for mark in marks if mark.says), ""),
        scenario=lambda given: set_off(given, own[Scenario]),
        member=lambda member: set_off(member, own[Member]),
        contract=lambda contract: set_off(contract, own[Contract]),
    )
    return switch, tuple(word for mark in marks for word in mark.formerly)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the records that a field of this type can hold, alone, in a list or in a map."""
    if isinstance(annotation, TypeAliasType):
        yield from _records_in(annotation.__value__)
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield segment_type() if annotation is Segment else annotation
    else:
        inside = get_args(annotation)
        for part in inside[:1] if get_origin(annotation) is Annotated else inside:
            yield from _records_in(part)


def _placed[R: Record](record: R, path: tuple[str, ...], value: Any) -> R:
    name, *rest = path
    new = _inside(getattr(record, name), tuple(rest), value) if rest else value
    return record.model_copy(update={name: new})


def _inside(held: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return what a field holds with the value set in every record in it that has such a field."""
    if isinstance(held, dict):
        return {key: _inside(one, path, value) for key, one in held.items()}
    if isinstance(held, list | tuple):
        return type(held)(_inside(one, path, value) for one in held)
    has_field = isinstance(held, Record) and path[0] in type(held).model_fields
    return _placed(held, path, value) if has_field else held
