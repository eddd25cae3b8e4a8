"""Write kept findings: values and blocks put into a file, all else left to the byte; whole or not at all."""

from pathlib import Path
from typing import Any

import pytest

from simulator import load
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.finding_blocks import FITTED, Fitted
from simulator.scenario.kept.read_kept import kept_findings
from simulator.scenario.kept.write_kept import write_findings
from simulator.scenario.save import fingerprint
from tests.scenario.kept.blocks import fitted, text

APPEAL = ("products", "lamp", "appeal")


def lines(path: Path) -> list[str]:
    """Return the lines of a file, their ends included."""
    return path.read_bytes().decode().splitlines(keepends=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a scenario file with comments, blank lines and blocks of both kinds."""
    path = tmp_path / "world.yaml"
    path.write_text(text(), encoding="utf-8")
    return path


def write(path: Path, values: dict[tuple[str, ...], float], **changes: Any) -> None:
    """Write values and a block."""
    write_findings(str(path), FITTED, fitted(**changes), values)


def test_only_the_numbers_change_and_the_block_is_added(file: Path) -> None:
    """Comments, order, blank lines and spelling of everything else stay, to the byte."""
    before = lines(file)
    write(file, {APPEAL: 3.25, ("segments", "readers", "price_sensitivity"): 0.031})
    after = lines(file)
    at = next(number for number, line in enumerate(before) if line.startswith("  readers:"))
    changed = [(a, b) for a, b in zip(before, after, strict=False) if a != b]

    assert [new for _, new in changed] == [
        "    appeal: 3.25      # set by hand; keep this comment\n",
        before[at].replace("0.02,", "0.031,"),
    ]
    assert after[len(before)] == "\n"
    assert after[len(before) + 1].startswith("fitted:  # by simulator fit --write")
    assert load(str(file)).products["lamp"].appeal == 3.25


def test_the_block_is_replaced_where_it_stands(file: Path) -> None:
    """Once more with other numbers: one block, in its place, and what follows it stays."""
    write(file, {APPEAL: 3.25})
    with file.open("a", encoding="utf-8") as end:
        end.write("# a last word\nsituation: after the block\n")
    write(file, {APPEAL: 3.5}, tolerance=0.02)
    told = file.read_text(encoding="utf-8")

    assert told.count("fitted:") == 1
    assert told.endswith("# a last word\nsituation: after the block\n")
    assert "tolerance: 0.02" in told
    assert load(str(file)).situation == "after the block"


def test_a_block_changes_neither_the_world_nor_its_hash(file: Path) -> None:
    """Equal scenarios, equal fingerprints."""
    before = load(str(file))
    write(file, {})

    assert load(str(file)) == before
    assert fingerprint(load(str(file))) == fingerprint(before)


def test_what_is_left_to_a_default_is_put_into_its_block(file: Path) -> None:
    """Into a block of lines with their indent, one on a line, one that is not there, and a list's."""
    values = {
        ("products", "lamp", "uncertainty"): 0.25,
        ("segments", "readers", "loyalty"): 0.5,
        ("response", "word_of_mouth"): 0.125,
        ("campaigns", "0", "weekly_budget"): 11.0,
    }
    write(file, values)
    found = load(str(file))

    assert found.products["lamp"].uncertainty == 0.25
    assert found.segments["readers"].loyalty == 0.5
    assert found.response.word_of_mouth == 0.125
    assert found.campaigns[0].weekly_budget == 11.0
    assert "    uncertainty: 0.25\n    maker: acme" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(tmp_path: Path, mark: str) -> None:
    """As another system writes them."""
    path = tmp_path / "world.yaml"
    path.write_bytes((mark + text().replace("\n", "\r\n")).encode())
    write(path, {APPEAL: 3.25})
    told = path.read_bytes().decode()

    assert told.startswith(f"{mark}# A world")
    assert told.count("\n") == told.count("\r\n")
    assert load(str(path)).products["lamp"].appeal == 3.25


def test_a_former_key_is_written_over(tmp_path: Path) -> None:
    """What a file calls by its former name is there, and not put in once more."""
    path = tmp_path / "world.yaml"
    path.write_text(text() + "response: {standing: 2.0}\n", encoding="utf-8")
    write(path, {("response", "initial_adstock"): 1.5})

    assert "standing: 1.5" in path.read_text(encoding="utf-8")
    assert load(str(path)).response.initial_adstock == 1.5


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    """The file that it leads to is written."""
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    write(link, {APPEAL: 3.25})

    assert link.is_symlink()
    assert load(str(file)).products["lamp"].appeal == 3.25


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("appeal: 3.1 ", "appeal: &three 3.1 "),
        ("# A world", "---\n# A world"),
        ("    appeal: 3.1 ", "    appeal: !!float 3.1 "),
    ],
)
def test_what_cannot_be_written_over_is_refused_or_right(file: Path, old: str, new: str) -> None:
    """Either the value is written where it stands, or nothing at all is."""
    file.write_text(text().replace(old, new), encoding="utf-8")
    before = file.read_bytes()
    try:
        write(file, {APPEAL: 3.25})
    except ScenarioError:
        assert file.read_bytes() == before
    else:
        assert load(str(file)).products["lamp"].appeal == 3.25


@pytest.mark.parametrize(
    "whole",
    [
        '{"schema_version": 1, "products": {"lamp": {"appeal": 3.1}}}',
        "products: {lamp: {appeal: &a 3.1}}\nsegments: {readers: {loyalty: *a}}\n",
        "products: {lamp: {appeal: 3.1}}\n...\n",
        "products:\n  lamp: 5\n",
        '"fitted": {}\nproducts: {lamp: {appeal: 3.1}}\n',
    ],
)
def test_files_of_another_shape_are_refused(tmp_path: Path, whole: str) -> None:
    """JSON, a value that stands for others too, an end of the document, no map: nothing is written."""
    path = tmp_path / "world.yaml"
    path.write_text(whole, encoding="utf-8")
    with pytest.raises(ScenarioError):
        write(path, {APPEAL: 3.25})

    assert path.read_text(encoding="utf-8") == whole
    assert [one.name for one in tmp_path.iterdir()] == ["world.yaml"]


def test_a_write_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing beside it."""
    before = file.read_bytes()

    def full(*_: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ScenarioError, match="No space left on device"):
        write(file, {APPEAL: 3.25})

    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_the_mode_of_the_file_stays(file: Path) -> None:
    """Who may read it still may."""
    file.chmod(0o640)
    write(file, {APPEAL: 3.25})

    assert file.stat().st_mode & 0o777 == 0o640


def test_what_was_written_is_read_again(file: Path) -> None:
    """The block that was given, to the last digit."""
    write(file, {APPEAL: 3.25})
    (kept,) = kept_findings(str(file))

    assert isinstance(kept.found, Fitted)
    assert kept.found == fitted()
