"""The tests still see what they saw: each mutant that a test has killed is killed by that test today."""

import ast

import pytest

from tests.cases import Cases
from tests.mutants.mutant import Mutant
from tests.mutants.run import TREE, entries, is_killed

ENTRIES = entries()
KILLED = [name for name, entry in ENTRIES.items() if entry["killers"]]


def test_a_mutant_changes_its_own_function_and_nothing_else() -> None:
    """Lines that look alike in other functions stay; the indentation is that of the place."""
    source = "def f():\n    if 1:\n        a = 1\n    return a\n\n\ndef g():\n    a = 1\n    return a"
    mutant = Mutant("market", "off_by_one", "file.py", "f", ("a = 1",), ("a = 2",))

    changed = mutant.applied_to(source.splitlines())

    assert "\n".join(changed) == source.replace("        a = 1", "        a = 2")


def test_a_mutant_whose_place_is_gone_or_not_the_only_one_says_so() -> None:
    """Nothing is changed where it is unclear what to change."""
    mutant = Mutant("market", "off_by_one", "file.py", "f", ("a = 1",), ("a = 2",))

    for source in ("def f():\n    a = 1\n    a = 1", "def f():\n    b = 1", "a = 1"):
        with pytest.raises(LookupError):
            mutant.applied_to(source.splitlines())


def test_each_mutant_has_its_place() -> None:
    """A mutant follows the code; where the code of a law moves, its mutant is moved by hand."""
    with Cases() as cases:
        for name, entry in ENTRIES.items():
            with cases.case(name):
                lines = (TREE / entry["file"]).read_text().splitlines()
                ast.parse("\n".join(Mutant.read(entry).applied_to(lines)))


@pytest.mark.nightly
@pytest.mark.parametrize("name", KILLED)
def test_each_mutant_is_killed_by_its_test(name: str) -> None:
    """The first of its killers fails on it; that it passes on the tree itself is said by the default run."""
    entry = ENTRIES[name]

    assert is_killed(Mutant.read(entry), entry["killers"][:1])
