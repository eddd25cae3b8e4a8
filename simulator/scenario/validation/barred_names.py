"""Barred names: complaints about a cell of a CSV file that lists names otherwise than by bars."""

import re

from simulator.domain.communication.aims import AudienceName, StageName
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.validation.location import Location
from simulator.scenario.yaml.csv_table import BAR
from simulator.scenario.yaml.nodes import BarredName, Mapping

SEPARATED = re.compile(r"[,;/\s]+")
"""How lists of names are separated where it is not by bars; names of the author's may hold spaces."""
SURE = re.compile(r"[,;]")
"""What separates names wherever it stands."""
KINDS = {"regions": "region", "segments": "segment", "audiences": "audience", "stages": "stage"}
WORDS = {
    "audiences": AudienceName.__value__.__args__,
    "stages": StageName.__value__.__args__,
}
"""Names that every scenario knows."""


def told_of_bars(found: Location, root: Mapping) -> str | None:
    """Return the complaint about a cell that lists names without bars, or has one too many; none: neither.

    *found*: a name that is wrong; *root*: the scenario, which knows its own names.
    """
    node, column = found.node, found.keys[-2] if len(found.keys) > 1 else ""
    if not isinstance(node, BarredName) or column not in KINDS:
        return None
    if not node.text:
        return f"must not be empty: there is a {BAR} with no {KINDS[column]} beside it"
    names = [name for name in SEPARATED.split(node.text) if name]
    is_list = bool(SURE.search(node.text)) or all(name in _known(column, root) for name in names)
    if not is_list or not names:
        return None
    said = f"'{shortened(node.text)}' is no {KINDS[column]}; in a CSV plan lists are separated by {BAR}"
    return f"{said}: {shortened(BAR.join(names))}" if len(names) > 1 else said


def _known(column: str, root: Mapping) -> tuple[str, ...]:
    """Return the names that there are of a column's kind."""
    own = root.node(column)
    return WORDS.get(column) or (tuple(own.entries) if isinstance(own, Mapping) else ())
