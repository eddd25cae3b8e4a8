"""ODD: the description has all that the protocol asks for, and the files that it names are there."""

import re
from pathlib import Path

TEXT = Path("simulator/ODD.md").read_text(encoding="utf-8")
README = Path("README.md").read_text(encoding="utf-8")
ELEMENTS = (
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
)
CONCEPTS = (
    *("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction"),
    *("Sensing", "Interaction", "Stochasticity", "Collectives", "Observation"),
)


def test_it_has_the_seven_elements_in_their_order() -> None:
    """As Grimm et al. (2020) have them."""
    assert re.findall(r"^## \d (.+)$", TEXT, re.M) == list(ELEMENTS)


def test_it_has_the_eleven_design_concepts_in_their_order() -> None:
    """What does not apply is said not to."""
    assert re.findall(r"^\* \*([^*]+)\*:", TEXT, re.M) == list(CONCEPTS)


def test_its_week_is_the_week() -> None:
    """The phases as they are played."""
    from simulator.market.week import WEEK  # noqa: PLC0415 - brings Mesa along

    assert ", ".join(phase.__name__ for phase in WEEK) in " ".join(TEXT.split())


def test_the_files_it_names_are_there() -> None:
    """In the package, or at the top."""
    named = [name for name in re.findall(r"`([\w/.]+)`", TEXT) if "/" in name]

    assert named
    assert [
        name for name in named if not any((Path(top) / name).exists() for top in (".", "simulator"))
    ] == []


def test_the_map_of_the_readme_is_a_selection_of_its_table() -> None:
    """Same names, same files: there is one table of submodels, of which README shows some rows."""
    shown = re.findall(r"^\| ([^|`\[]+) \| (\[`[^|]+) \|", README, re.M)
    rows = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| (`[^|]+`) \|$", TEXT, re.M))

    assert shown
    for name, files in shown:
        links = re.findall(r"\[`([^`]+)`\]\(simulator/([^)]+)\)", files)
        assert [text.rstrip("/") for text, _ in links] == [link for _, link in links]
        assert [text for text, _ in links] == re.findall(r"`([^`]+)`", rows[name]), name
