"""Published table: what an experiment comes to, as CSV and as Markdown beside it."""

from pathlib import Path

import pandas as pd


def line(*cells: str) -> str:
    """Return a line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def lines(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown: its heads, and its rows."""
    return "\n".join([line(*heads), "|" + "---|" * len(heads), *(line(*row) for row in rows)])


def publish(table: pd.DataFrame, text: str, out: Path) -> None:
    """Write a table into a folder, and what is said of it."""
    out.mkdir(exist_ok=True)
    table.to_csv(out / "table.csv", index=False)
    (out / "table.md").write_text(text, encoding="utf-8")
