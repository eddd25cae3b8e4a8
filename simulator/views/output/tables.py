"""Tables: pages for the terminal, as wide as it is, and plain where there is none."""

import sys
from typing import TYPE_CHECKING, Any

from simulator.scenario.errors.quoting import visible
from simulator.views.output.exit_codes import put

if TYPE_CHECKING:
    from rich.table import Table

PLAIN_WIDTH = 120
UNBROKEN = 100_000
"""Width at which nothing is broken into lines, for other programs to search [characters]."""


def new_table() -> "Table":
    """Return an empty table in the house's looks, in which what cannot be seen is written out."""
    from rich import box  # noqa: PLC0415 - only where something is drawn
    from rich.table import Table  # noqa: PLC0415

    class NameTable(Table):
        """Table: every text in it is shown as text."""

        def add_column(self, header: Any = "", *args: Any, **looks: Any) -> None:
            """Add a column, its head written out."""
            super().add_column(_shown(header), *args, **looks)

        def add_row(self, *cells: Any, **looks: Any) -> None:
            """Add a row, its cells written out."""
            super().add_row(*map(_shown, cells), **looks)

    return NameTable(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        header_style="bold",
        collapse_padding=True,
    )


def _shown(part: Any) -> Any:
    """Return a text in which what cannot be seen is written out; anything else as it is."""
    return visible(part) if isinstance(part, str) else part


def show(*parts: Any, plain_width: int = PLAIN_WIDTH) -> None:
    """Print tables and paragraphs to stdout; *plain_width* is where they are broken if it is no terminal."""
    from rich.console import Console  # noqa: PLC0415 - only where something is drawn

    console = Console(
        width=None if sys.stdout.isatty() else plain_width, highlight=False, emoji=False, markup=False
    )
    with console.capture() as captured:
        for part in parts:
            console.print(_shown(part))
    put("\n".join(line.rstrip() for line in captured.get().splitlines()))
