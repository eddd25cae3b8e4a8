"""Numbers in texts: each stands in a block that a question fills, and says what was measured."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest

from experiments.numbers_in_texts.agreement import disagreements
from experiments.numbers_in_texts.blocks import found, rewritten
from experiments.numbers_in_texts.checks import drift, in_texts, unlike_printed, without_block
from experiments.numbers_in_texts.kept import kept
from experiments.numbers_in_texts.outside import outside
from experiments.numbers_in_texts.plays import scenario_of
from experiments.numbers_in_texts.questions import Line, Row, questions
from simulator.domain.people.choice_levels import ChoiceLevels
from simulator.scenario.load import load

README = Path("README.md").read_text(encoding="utf-8")
HEAD = """\
# Situation  Three dealers.
# Look for   Who waits.
#            [figures: waits]
#            - fill rate: 80.0 ± 2.0 %
#              of it
#            [end of figures]
weeks: 8   # two dealers
"""


def test_every_number_stands_in_a_block_and_every_block_has_its_question() -> None:
    """In README, heads of scenarios and experiments, scripts and notebooks; what is no result is declared."""
    assert list(without_block()) == []


def test_texts_say_what_was_measured() -> None:
    """Within the interval beside each number; words, signs and winners exactly."""
    assert list(in_texts(questions().values(), kept())) == []


def test_the_headline_is_told_under_every_nesting() -> None:
    """The files of the first command, under each likeness that can come first; worlds state theirs."""
    every = set(get_args(ChoiceLevels.model_fields["nesting"].annotation))
    blocks = questions()
    files = [word for word in blocks["first_command"].prints.split() if word.endswith(".yaml")]
    asked = {row.play for line in blocks["headline_nestings"].lines for row in line.rows}
    told = {scenario_of(play).choice.nesting for play in asked}

    assert told == every
    assert len(asked) == len(files) * len(every)
    for file in files:
        own = load(file)
        others = [scenario_of(play) for play in asked if play.startswith(f"{Path(file).stem} ")]
        assert {one.choice.nesting for one in others} == every
        assert all(one.changed(choice=own.choice) == own for one in others)
    for world in Path("scenarios").glob("*.yaml"):
        text = world.read_text(encoding="utf-8")
        if "\nextends:" not in text and load(world).customers:
            assert "\nchoice: {nesting: " in text, world


@pytest.mark.nightly
def test_what_was_measured_is_measured_again() -> None:
    """All plays of all questions, by the command that writes the texts."""
    done = subprocess.run(
        [sys.executable, "experiments/figures.py", "--check"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Who waits.", "Who waits.", ""),
        ("Who waits.", "Who waits: a third of them.", "'third' stands in no block"),
        ("Who waits.", "About 12 % wait.", "'12' stands in no block"),
        ("Who waits.", "Fewer wait.", "'Fewer' stands in no block"),
        ("Who waits.", "Who waits with `weeks: 52` in other_8.yaml.", ""),
        ("Three dealers.", "Nine dealers.", ""),  # a situation is no result
    ],
)
def test_a_number_outside_a_block_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, told: str
) -> None:
    """Digits, number words, fractions and signs; not in code, names of files, or other sections."""
    monkeypatch.chdir(tmp_path)
    path = scenario(HEAD.replace(before, after))
    wrong = list(outside([path], {}))

    assert len(wrong) == bool(told)
    assert all(told in one for one in wrong)


def test_a_description_tells_results_where_it_has_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number in a section without one is part of the model; in a section with one it must stand in it."""
    monkeypatch.chdir(tmp_path)
    path = Path("simulator/OWN.md")
    path.parent.mkdir()
    block = "<!-- [figures: own] -->\n- AUC: 0.8\n<!-- [end of figures] -->\n"
    path.write_text(
        f"## Model\nA step is 52 weeks.\n\n## Results\n{block}\nAbout 80 of all.\n", encoding="utf-8"
    )

    (wrong,) = outside([path], {})
    assert "'80' stands in no block" in wrong


def test_what_is_declared_to_be_no_result_must_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phrase of a file is left out of the search; a phrase that no longer stands there is told."""
    monkeypatch.chdir(tmp_path)
    path = scenario(HEAD.replace("Who waits.", "Room for two."))

    assert list(outside([path], {str(path): ["Room for two"]})) == []
    assert "does not say" in next(outside([path], {str(path): ["Room for two", "ten dealers"]}))


def scenario(text: str) -> Path:
    """Write a head as a scenario into the folder that is worked in."""
    path = Path("scenarios/own.yaml")
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_block_is_rewritten_and_nothing_else(tmp_path: Path) -> None:
    """In a comment with its margin; in a notebook's cell; blocks of other names stay."""
    path = tmp_path / "own.yaml"
    path.write_text(HEAD, encoding="utf-8")
    lines: Mapping[str, list[str]] = {"waits": ["- fill rate: 81.0 ± 2.0 %", "(8 seeds)"]}
    assert dict(found(path)) == {"waits": "- fill rate: 80.0 ± 2.0 % of it"}
    assert rewritten(path, lines.get)
    assert not rewritten(path, lines.get)
    assert not rewritten(path, {"others": ["- 1"]}.get)
    old = "#            - fill rate: 80.0 ± 2.0 %\n#              of it\n"
    new = "#            - fill rate: 81.0 ± 2.0 %\n#            (8 seeds)\n"
    assert path.read_text(encoding="utf-8") == HEAD.replace(old, new)

    cell = {
        "cell_type": "markdown",
        "source": ["Look:\n", "<!-- [figures: waits] -->\n", "<!-- [end of figures] -->"],
    }
    path = tmp_path / "own.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert rewritten(path, lines.get)
    assert dict(found(path)) == {"waits": "- fill rate: 81.0 ± 2.0 % (8 seeds)"}


def test_what_a_command_printed_is_compared_by_the_same_rule() -> None:
    """README's table: as it stands it agrees; a number outside its interval, or another word, does not."""
    table = [*README[README.index("```text") :].partition("```\n")[0].splitlines(), "```"]
    blocks = [block for block in questions().values() if block.prints]
    changed = [line.replace("rises", "falls") for line in table]

    assert list(unlike_printed(blocks, lambda _: table)) == []
    assert len(list(unlike_printed(blocks, lambda _: changed))) == 1


def test_a_run_that_moved_is_told_where_it_left_the_interval() -> None:
    """The same seeds are compared with one another: ± 2.48 allows 2, not 3; a level without luck, nothing."""
    row = Row("one", "units_sold")
    line, known = Line("units", "level", (row,), "units"), {row: [11.0, 12.0, 13.0]}

    assert drift(line, known, {row: [13.0]}) is None  # that seed had 11
    assert drift(line, known, {row: [14.0]}) == pytest.approx(3.0)
    assert drift(line, {row: [11.0]}, {row: [11.5]}) == pytest.approx(0.5)


def test_a_text_with_another_number_is_told() -> None:
    """Whichever number with an interval is moved out of it, in any block of any text."""
    blocks, known = questions(), kept()
    for name, block in blocks.items():
        if name in known:
            (body,) = [text for own, text in found(Path(block.file)) if own == name]
            for number in re.finditer(r"[\d,.]+ ± ([\d,.]+)", body):
                half = float(number[1].replace(",", ""))
                mean = float(number[0].split(" ± ")[0].replace(",", ""))
                moved = f"{mean + 3 * half:.4f} ± {number[1]}"

                assert disagreements(body[: number.start()] + moved + body[number.end() :], body)
