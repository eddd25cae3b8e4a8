"""Tables: pages for the terminal, as wide as it is, and plain where there is none."""

import sys
from typing import TYPE_CHECKING, Any

from simulator.views.output.exit_codes import put

if TYPE_CHECKING:
    from rich.table import Table

PLAIN_WIDTH = 120


def new_table() -> "Table":
    """Return an empty table in the house's looks."""
    from rich import box  # noqa: PLC0415 - only where something is drawn
    from rich.table import Table  # noqa: PLC0415

    return Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        header_style="bold",
        collapse_padding=True,
    )


def show(*parts: Any) -> None:
    """Print tables and paragraphs to stdout."""
    from rich.console import Console  # noqa: PLC0415 - only where something is drawn

    console = Console(
        width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False, emoji=False, markup=False
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    put("\n".join(line.rstrip() for line in captured.get().splitlines()))
