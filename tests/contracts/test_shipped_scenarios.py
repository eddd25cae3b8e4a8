"""Shipped scenarios: each says what it is for, loads, plays, and is what its head promises."""

from pathlib import Path

import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.kept.read_kept import kept_findings
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.fuzz.laws import broken_laws

SHIPPED = sorted(Path("scenarios").glob("*.yaml"))
ALIKE_BY_DAY = ("batteries", "espresso_resale_craft", "espresso_territories")
"""Scenarios that the default run has both crowds play; other weeks of others are the night's."""


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_its_head_says_situation_question_and_what_to_look_for(file: Path) -> None:
    """In this order, before anything else."""
    head = [
        line[2:].split()[0]
        for line in file.read_text().splitlines()
        if line.startswith("# ") and line[2] != " "
    ]

    assert head[:3] == ["Situation", "Question", "Look"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_it_keeps_of_probes_and_fits_is_of_the_world_that_it_is(file: Path) -> None:
    """Else `fit --again --write` or `probe --write` was forgotten."""
    assert [kept.why_not for kept in kept_findings(str(file)) if kept.why_not] == []


def short(file: Path, customers: int = 1000) -> Scenario:
    """Return four weeks of a scenario for few customers, or as many weeks as its events need."""
    whole = load(file)
    begun = [part.weeks[0] for part in (*whole.campaigns, *whole.promotions) if part.weeks]
    dated = [(event.week or 1) + (event.lasts or 0) for event in whole.events]
    weeks = max([4 + whole.warm_up, *begun, *dated])
    people = [f"customers={customers}"] if whole.customers else []
    return load(file, set=[f"weeks={weeks}", *people])


def is_sold(ledger: Ledger) -> bool:
    """Say whether anybody's customers, or a demand process, took something: a few weeks may hold no more."""
    return ledger.count("sale") + ledger.count("consumption") > 0


@pytest.mark.by_day(10)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_it_plays(file: Path) -> None:
    """Something is sold, and no law is broken."""
    ledger = simulate(short(file), 3)

    assert is_sold(ledger)
    assert broken_laws(ledger) == []


@pytest.mark.parametrize(
    "file",
    [pytest.param(f, marks=() if f.stem in ALIKE_BY_DAY else pytest.mark.nightly) for f in SHIPPED],
    ids=lambda file: file.stem,
)
def test_both_crowds_play_it_alike(file: Path) -> None:
    """Entry by entry; customers that are asked one by one are few."""
    columns, one_by_one = (
        simulate(short(file, 400).changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one")
    )

    assert is_sold(columns)
    assert columns.content_hash() == one_by_one.content_hash()
