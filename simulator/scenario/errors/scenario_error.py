"""Scenario error: complaints about a scenario, each with its place; `ScenarioError` holds all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.base.input_error import InputError
from simulator.scenario.errors.quoting import one_line, shortened

MOST_COMPLAINTS = 200
"""How many complaints are kept; of the rest only the number is told."""
LONGEST_FILE_NAME = 300
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong, placed where the offending value was written."""

    file: str
    """The file as the user named it, or the setting from the command line."""
    line: int
    """Line, from 1; 0 where there is none."""
    column: int
    """Column, from 1; 0 where there is none."""
    key: str
    """Dotted path of the setting; empty if it is about the whole file."""
    text: str
    """What is wrong, and where possible what was probably meant."""

    def __str__(self) -> str:
        """Return ``file:line:col: key.path: what is wrong`` on one line."""
        file = shortened(self.file, LONGEST_FILE_NAME)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        parts = (place, shortened(self.key, LONGEST_KEY), one_line(self.text))
        return ": ".join(part for part in parts if part)


class ScenarioError(InputError):
    """A scenario that cannot be read; its complaints say where and why, one a line.

    Of very many only the first are kept.
    """

    def __init__(self, complaints: Sequence[Complaint], unsaid: int = 0) -> None:
        super().__init__(complaints, unsaid)
        self.complaints = list(complaints[:MOST_COMPLAINTS])
        self.unsaid = unsaid + len(complaints) - len(self.complaints)
        """How many complaints were left out because there are too many."""

    def __str__(self) -> str:
        """Return one line per complaint."""
        lines = [str(complaint) for complaint in self.complaints]
        if self.unsaid:
            lines.append(f"… and {self.unsaid} more")
        return "\n".join(lines)
