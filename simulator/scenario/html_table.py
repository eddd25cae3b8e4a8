"""HTML table: what a notebook shows of a result, a caption, sentences and rows; every text in it is text.

Names come from files and may hold anything: what could be markup is escaped, what cannot be seen is written
out.
"""

from collections.abc import Iterable, Sequence
from html import escape

from simulator.scenario.errors.quoting import visible

MOST_ROWS = 60
"""Rows that are shown; of more the rest is counted."""


def html_table(
    caption: str,
    rows: Iterable[Sequence[object]],
    heads: Sequence[object] = (),
    sentences: Iterable[object] = (),
) -> str:
    """Return a caption, sentences and a table as an HTML element.

    >>> html_table("a <b>", [["x & y", 3]])
    '<div><p><b>a &lt;b&gt;</b></p><table><tr><td>x &amp; y</td><td>3</td></tr></table></div>'
    """
    given = [tuple(row) for row in rows]
    told = "".join(f"<p>{_text(one)}</p>" for one in sentences)
    head = f"<tr>{''.join(f'<th>{_text(one)}</th>' for one in heads)}</tr>" if heads else ""
    body = "".join(
        f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in given[:MOST_ROWS]
    )
    more = f"<p>and {len(given) - MOST_ROWS} more rows</p>" if len(given) > MOST_ROWS else ""
    return f"<div><p><b>{_text(caption)}</b></p>{told}<table>{head}{body}</table>{more}</div>"


def _text(part: object) -> str:
    return escape(visible(str(part)))
