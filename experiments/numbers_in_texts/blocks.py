"""Blocks: the marked places of texts (Markdown, notebooks, comments, docstrings) in which numbers stand.

A block begins with a line that has ``[figures: NAME]`` and ends with one that has ``[end of figures]``; every
line between them begins with what stands before the first mark.
"""

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = re.compile(
    r"^(?P<open>(?P<margin>[^\n\[]*?)(?:<!-- )?\[figures: (?P<name>\w+)\][^\n]*\n)"
    r"(?P<body>.*?)"
    r"(?P<close>^[^\n\[]*\[end of figures\][^\n]*$)",
    re.M | re.S,
)
TEXTS = (
    "README.md",
    "simulator/ODD.md",
    "scenarios/*.yaml",
    "notebooks/*.ipynb",
    "experiments/*.yaml",
    "experiments/*.py",
)
WIDTH = 118


def texts() -> list[Path]:
    """Return the files with kept numbers."""
    return [path for pattern in TEXTS for path in sorted(Path().glob(pattern)) if path.name != "figures.py"]


def parts(path: Path) -> list[str]:
    """Return a file's text: one part, or each Markdown cell of a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return [text]
    return ["".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]


def found(path: Path) -> Iterator[tuple[str, str]]:
    """Find the blocks of a file: name and body, without its margin."""
    for part in parts(path):
        for block in BLOCK.finditer(part):
            margin = block["margin"]
            lines = [line.removeprefix(margin.rstrip()).strip() for line in block["body"].splitlines()]
            yield block["name"], " ".join(line for line in lines if line)


def rewritten(path: Path, lines_of: Callable[[str], list[str] | None]) -> bool:
    """Write new lines into the blocks of a file; say whether anything has changed."""

    def filled(block: re.Match[str]) -> str:
        lines = lines_of(block["name"])
        if lines is None:
            return block[0]
        body = "".join(f"{line}\n" for told in lines for line in _wrapped(told, block["margin"]))
        return block["open"] + body + block["close"]

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        new = BLOCK.sub(filled, text)
    else:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = BLOCK.sub(filled, "".join(cell["source"])).splitlines(keepends=True)
        new = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    if new != text:
        path.write_text(new, encoding="utf-8")
    return new != text


def _wrapped(told: str, margin: str) -> list[str]:
    if not told.startswith("- "):  # what a command has printed stays as it is
        return [(margin + told).rstrip()]
    return textwrap.wrap(
        told, WIDTH, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False
    )
