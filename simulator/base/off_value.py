"""Off-value: the value at which a field leaves its mechanism out.

It stands on the field; a switch for every mechanism named so follows (`simulator.scenario.off_values`).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Off:
    """Marks a field: with the mechanism *switch* off, it has *value*, even where a file says otherwise.

    Several fields may bear one switch; one of them *says* in a sentence what is then so.
    """

    switch: str
    value: Any
    says: str = ""
    formerly: tuple[str, ...] = ()
    """Names that the switch had before; files may still say them."""
