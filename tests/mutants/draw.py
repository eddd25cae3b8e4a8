"""Draw the mutants: ten places in each of four parts of the simulator, by a fixed seed.

    python -m tests.mutants.draw TREE > mutants.yaml

In each part the kinds of `kinds.py` take turns in a drawn order; each takes the next of its places in a drawn
order, at most one in a function and two in a file. A place is skipped

- by rule: decorators, annotations, texts, `raise` and `assert` statements (what an error says is no law),
  `__repr__` and the like, lines that occur twice in their function, a change that is no Python or that mypy
  refuses (the gate sees those without any test);
- by hand, in `EQUIVALENT`: changes that no run can tell from the original.

The list in `mutants.yaml` was drawn from commit 1024265; since then its places follow the code by hand.
"""

import ast
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ruamel.yaml import YAML

from tests.mutants.kinds import KINDS
from tests.mutants.mutant import Mutant, copied, dedented, functions_of

SEED, EACH = 20261128, 10
PARTS = {
    "mechanisms": ("simulator/mechanisms", "simulator/base/numerics"),
    "market": ("simulator/market",),
    "ledger": ("simulator/ledger",),
    "metrics": ("simulator/metrics",),
}
SILENT = (ast.Raise, ast.Assert, ast.JoinedStr, ast.FunctionDef, ast.ClassDef, ast.Lambda)
EQUIVALENT = {
    ("_distance", "distance = 1.0"): "distances are only compared with each other",
    ("root", "if gap(high).value > 0:"): "finds the same root, up to what is close enough",
    (
        "planned",
        "if tried is second and second and waits and waits.total >= second.total:",
    ): "luck is continuous: totals are never equal",
    (
        "planned",
        "first = np.where(bar >= _of(total, first), NONE, first)",
    ): "luck is continuous: totals are never equal",
    (
        "worst_conflict",
        "return float(index.members[index.weights >= 0.0].max(initial=0.0))",
    ): "nobody is harmed without a stake",
    (
        "_joined",
        'tables = {kind: all_rows(ledger, kind) for kind in kinds if ledger.count(kind) or kind != "sale"}',
    ): "one table is left, and empty ones add nothing",
}
"""Function and new lines of changes that no run can tell from the original, and why."""


def main() -> None:
    """Print the drawn list as YAML."""
    with TemporaryDirectory() as folder:
        tree = copied(Path(sys.argv[1]), Path(folder) / "tree")
        drawn = [mutant.entry() for part in PARTS for mutant in drawn_from(tree, part)]
    yaml = YAML()
    yaml.width = 200
    yaml.dump(drawn, sys.stdout)


def drawn_from(tree: Path, part: str) -> list[Mutant]:
    """Return the mutants drawn in a part."""
    dice = random.Random(f"{SEED} {part}")
    places: dict[str, list[Mutant]] = {kind.__name__: [] for kind in KINDS}
    for mutant in places_in(tree, part):
        places[mutant.kind].append(mutant)
    turns = [kind for kind, found in places.items() if found]
    dice.shuffle(turns)
    for kind in turns:
        dice.shuffle(places[kind])
    taken: list[Mutant] = []
    while len(taken) < EACH:
        kind = turns.pop(0)
        turns.append(kind)
        free = (place for place in places[kind] if _is_free(place, taken) and _is_typed(place, tree))
        if mutant := next(free, None):
            taken.append(mutant)
    return taken


def _is_free(place: Mutant, taken: list[Mutant]) -> bool:
    files = Counter(mutant.file for mutant in taken)
    functions = {(mutant.file, mutant.function) for mutant in taken}
    skipped = (place.function, "\n".join(place.new)) in EQUIVALENT
    return files[place.file] < 2 and (place.file, place.function) not in functions and not skipped


def _is_typed(place: Mutant, tree: Path) -> bool:
    """Whether the changed file is Python, and mypy accepts it."""
    path = tree / place.file
    original = path.read_text()
    if not place.is_python(original.splitlines()):
        return False
    place.apply(tree)
    refused = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=tree, stdout=sys.stderr, check=False
    ).returncode
    path.write_text(original)
    return not refused


def places_in(tree: Path, part: str) -> Iterator[Mutant]:
    """Find all places of all kinds in a part."""
    for folder in PARTS[part]:
        for path in sorted((tree / folder).rglob("*.py")):
            source, file = path.read_text(), str(path.relative_to(tree))
            for name, function in functions_of(ast.parse(source)):
                if not name.split(".")[-1].startswith("__") or name.endswith("__init__"):
                    yield from _places_of(source.splitlines(), part, file, name, function)


def _places_of(
    lines: list[str], part: str, file: str, name: str, function: ast.FunctionDef
) -> Iterator[Mutant]:
    def text(node: ast.AST) -> str:
        return _cut(lines, node)[1]

    for statement in function.body:
        for node in _drawn_from(statement):
            for kind in KINDS:
                for changed, new in kind(node, text):
                    before, _, after = _cut(lines, changed)
                    old = dedented(lines[changed.lineno - 1 : changed.end_lineno])
                    yield Mutant(part, kind.__name__, file, name, old, dedented([before + new + after]))


def _cut(lines: list[str], node: ast.AST) -> tuple[str, str, str]:
    """Return what stands on a node's lines before it, its own source, and what stands there after it."""
    mine = [line.encode() for line in lines[node.lineno - 1 : node.end_lineno]]
    before, after = mine[0][: node.col_offset], mine[-1][node.end_col_offset :]
    mine[-1] = mine[-1][: node.end_col_offset]
    mine[0] = mine[0][node.col_offset :]
    return before.decode(), b"\n".join(mine).decode(), after.decode()


def _drawn_from(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a statement, but for what is not drawn from."""
    if isinstance(node, SILENT):
        return
    yield node
    for field, child in ast.iter_fields(node):
        if field != "annotation":
            for part in child if isinstance(child, list) else [child]:
                if isinstance(part, ast.AST):
                    yield from _drawn_from(part)


if __name__ == "__main__":
    main()
