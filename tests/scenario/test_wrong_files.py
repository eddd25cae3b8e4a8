"""Every file in scenarios/wrong is answered with exactly the sentences at its head."""

from pathlib import Path

import pytest

from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load

WRONG = Path(__file__).parents[2] / "scenarios" / "wrong"
FILES = sorted(WRONG.glob("*.yaml"))


def expected(file: Path) -> list[str]:
    """Return the comment lines at the head of a file."""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        lines.append(line.removeprefix("# "))
    return lines


def test_there_are_wrong_files() -> None:
    """The folder holds enough of them to be worth running."""
    assert len(FILES) >= 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_told_what_is_wrong_and_where(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mistake is told at once, with its place, and nothing else is."""
    monkeypatch.chdir(WRONG)
    with pytest.raises(ScenarioError) as caught:
        load(file.name)
    assert str(caught.value).splitlines() == expected(file)


@pytest.mark.parametrize("file", sorted((WRONG / "right").glob("*.yaml")), ids=lambda file: file.stem)
def test_what_they_are_laid_over_is_right(file: Path) -> None:
    """The mistakes are those of the wrong files alone."""
    assert load(file).weeks == 12
