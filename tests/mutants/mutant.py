"""Mutant: one small fault, given as lines of a function and the lines that take their place.

Lines are found wherever they stand in the function, however deep; they must stand there exactly once. So a
mutant keeps its place while the code around it changes, and says so when its place is gone.
"""

import ast
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

type Lines = tuple[str, ...]


@dataclass(frozen=True)
class Mutant:
    """A fault of a kind in a function; *old* lines become *new* ones, written without common indentation."""

    part: str
    kind: str
    file: str
    function: str
    old: Lines
    new: Lines

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> "Mutant":
        """Return the mutant that an entry of the list is about."""
        part, kind, file, function = (entry[word] for word in ("part", "kind", "file", "function"))
        old, new = (tuple(entry[word].splitlines()) for word in ("old", "new"))
        return cls(part, kind, file, function, old, new)

    def entry(self) -> dict[str, str]:
        """Return what is written down of it."""
        return {**vars(self), "old": "\n".join(self.old), "new": "\n".join(self.new)}

    def applied_to(self, lines: list[str]) -> list[str]:
        """Return the file's lines with the fault; LookupError unless there is exactly one place for it."""
        functions = dict(functions_of(ast.parse("\n".join(lines))))
        if self.function not in functions:
            raise LookupError(f"{self.file} has no function {self.function}")
        function = functions[self.function]
        starts = range(function.lineno - 1, (function.end_lineno or 0) - len(self.old) + 1)
        found = [at for at in starts if dedented(lines[at : at + len(self.old)]) == self.old]
        if len(found) != 1:
            raise LookupError(f"{self.file}, {self.function}: {len(found)} places for {self.old}")
        at = found[0]
        margin = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        return lines[:at] + [margin + line for line in self.new] + lines[at + len(self.old) :]

    def is_python(self, lines: list[str]) -> bool:
        """Whether it can be applied, and changes what Python reads."""
        try:
            changed = "\n".join(self.applied_to(lines))
            return ast.dump(ast.parse(changed)) != ast.dump(ast.parse("\n".join(lines)))
        except (LookupError, SyntaxError):
            return False

    def apply(self, tree: Path) -> None:
        """Write the fault into a tree."""
        path = tree / self.file
        path.write_text("\n".join(self.applied_to(path.read_text().splitlines())) + "\n")


def copied(tree: Path, to: Path) -> Path:
    """Copy a tree, without what Git and tools keep in it; return the copy."""
    shutil.copytree(
        tree, to, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
    )
    return to


def dedented(lines: list[str]) -> Lines:
    """Return lines without the indentation they share."""
    return tuple(textwrap.dedent("\n".join(lines)).splitlines())


def functions_of(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Find all functions with their qualified names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            if isinstance(child, ast.FunctionDef):
                yield prefix + child.name, child
            yield from functions_of(child, f"{prefix}{child.name}.")
