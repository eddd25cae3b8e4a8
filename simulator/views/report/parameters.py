"""Parameters: the numbers behind a comparison, grouped by origin."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.scenario.yaml.number_sources import Origin, SourcedNumber

type Row = list[str]


class Group(NamedTuple):
    """Numbers of one origin."""

    head: str
    told: str
    """How many they are, as part of a sentence."""
    has_notes: bool
    rows: list[Row]
    """Key, value, where it stands, and the note if there are any."""


TOLD = {
    Origin.FITTED: ("Fitted", "was fitted to a target", "were fitted to targets"),
    Origin.SOURCED: ("Sourced", "cites a source", "cite a source"),
    Origin.STATED: ("As said", "is as the firm says of itself", "are as the firm says of itself"),
    Origin.CHOICE: ("Choices", "says that it is a choice", "say that they are choices"),
    Origin.EXPLAINED: ("Explained, without a source", "is explained without a source",
                       "are explained without a source"),
    Origin.UNSAID: ("Without a word", "says nothing of where it comes from: take it for a choice",
                    "say nothing of where they come from: take them for choices"),
    Origin.STRATEGY: ("What is decided", "belongs to what is decided and compared",
                      "belong to what is decided and compared"),
}  # fmt: skip
"""Head, and what is said of one number and of several; how long is played and in which units is left out."""
WITHOUT_NOTES = (Origin.UNSAID, Origin.STRATEGY)


def parameters(found: Sequence[SourcedNumber]) -> list[Group]:
    """Return the numbers that files state, in groups; a group without any is left out."""
    groups = []
    for origin, (head, does, do) in TOLD.items():
        mine = [one for one in found if one.origin == origin]
        has_notes = origin not in WITHOUT_NOTES
        rows = [
            [one.key, f"{one.value:g}", f"{one.file}:{one.line}", *([one.note] if has_notes else [])]
            for one in mine
        ]
        if mine:
            groups.append(Group(head, f"{len(mine)} {does if len(mine) == 1 else do}", has_notes, rows))
    return groups


def counted(found: Sequence[SourcedNumber]) -> str:
    """Return in a sentence how many numbers files state, and what of them is known; nothing of none."""
    groups = parameters(found)
    if not groups:
        return ""
    total = sum(len(group.rows) for group in groups)
    return (
        f"The files state {total} numbers of the world and of what is compared. Of these "
        f"{'; '.join(group.told for group in groups)}. All other numbers are defaults of the simulator."
    )
