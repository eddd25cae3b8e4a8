"""Off-values: a field that bears one makes a switch, wherever in the records of a scenario it stands."""

from typing import Annotated

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.scenario.off_values import off_fields, set_off


class Lamp(Record):
    """A record in a list."""

    glow: Annotated[float, Off("light", 0.0, "It is dark.")] = 1.0


class Room(Record):
    """A record in a map, which holds another."""

    lamps: list[Lamp] = [Lamp(), Lamp(glow=2.0)]
    spare: Lamp | None = None
    noise: Annotated[int | None, Off("sound", None), Off("light", 3)] = 7


class House(Record):
    """The outermost record."""

    rooms: dict[str, Room] = {"hall": Room(), "attic": Room(lamps=[], spare=Lamp())}


def test_fields_are_found_in_lists_maps_and_records() -> None:
    """By the path that leads to them, each mark by itself."""
    found = {(".".join(path), off.switch) for path, off in off_fields(House)}

    assert found == {
        ("rooms.lamps.glow", "light"),
        ("rooms.spare.glow", "light"),
        ("rooms.noise", "sound"),
        ("rooms.noise", "light"),
    }


def test_all_fields_of_a_mechanism_take_their_off_values() -> None:
    """In every record that has them; the record given stays as it is."""
    house = House()
    dark = set_off(house, [field for field in off_fields(House) if field.off.switch == "light"])

    assert [lamp.glow for lamp in dark.rooms["hall"].lamps] == [0.0, 0.0]
    assert dark.rooms["hall"].spare is None
    assert dark.rooms["attic"].spare == Lamp(glow=0.0)
    assert {room.noise for room in dark.rooms.values()} == {3}
    assert house == House()
