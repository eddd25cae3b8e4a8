"""The fuzz: what once got through a door is brought again, and at night a thousand new cases are.

A finding is a line of `kept.jsonl`: what was brought, and under `found` what came of it then.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import simulator
from simulator.ledger.ledger import Ledger
from tests.draws import drawn_from
from tests.fuzz.__main__ import copied, fuzz
from tests.fuzz.answers import answered
from tests.fuzz.cases import DOORS, Case, drawn
from tests.fuzz.laws import broken_laws
from tests.laws.forged import Forged

DRAW = True
KEPT = Path(__file__).with_name("kept.jsonl").read_text(encoding="utf-8").splitlines()
NIGHTLY = 1000


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Make a folder with all shipped files."""
    with TemporaryDirectory() as name:
        yield copied(Path(name))


@pytest.fixture(scope="module")
def played() -> Ledger:
    """Play a shipped scenario, in which no law is broken."""
    path = Path(__file__).parents[2] / "scenarios" / "espresso_resale_craft.yaml"
    ledger = simulator.simulate(simulator.load(path, set=["customers=200", "weeks=12"]), 1)
    assert ledger.count("sale")
    assert broken_laws(ledger) == []
    return ledger


@pytest.mark.by_day(6)
@pytest.mark.parametrize("line", KEPT, ids=[json.loads(line)["found"][:60] for line in KEPT])
def test_what_once_got_through_is_answered(line: str, folder: Path) -> None:
    """Refused in its place, or played by the laws."""
    answer = answered(Case.read(line), folder)

    assert (answer.fault, answer.words) == ("", "")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_answers(door: str, folder: Path) -> None:
    """A few cases of each door, the same every time; what is kept on one line is the same case."""
    cases = [case for case in (drawn(1, number) for number in range(60)) if case.door == door][:3]
    found = [answered(case, folder) for case in cases]

    assert cases
    assert [(answer.fault, answer.words) for answer in found] == [("", "")] * len(cases)
    assert [Case.read(case.line()) for case in cases] == cases


@pytest.mark.nightly
def test_a_thousand_new_cases(tmp_path: Path) -> None:
    """No traceback, no hang, no refusal without its place, no law broken."""
    rows = fuzz(drawn_from(), NIGHTLY, jobs=1, out=tmp_path)

    assert len(rows) == NIGHTLY
    faults = [json.dumps(row) for row in rows if row["fault"]]
    assert not faults, f"drawn from {drawn_from()}:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("kind", "column", "by", "why"),
    [
        ("sale", "units", 1, "payments for sale"),
        ("sale", "price", -1, "payments for sale"),
        ("shipment", "price", 1, "payments for goods"),
        ("stock", "units", 1, "shelves are off by 1 units"),
        ("opening", "units", -1, "shelves are off by"),
        ("payment", "amount", -(2**63) + 1, "a payment of"),
        ("sale", "units", 2**62, "sums up to"),
        ("sale", "units", -(2**40), "is negative"),
    ],
)
def test_the_laws_see_one_step(kind: str, column: str, by: int, why: str, played: Ledger) -> None:
    """A unit, a step of money, or a number that has wrapped round is told."""
    assert any(why in told for told in broken_laws(Forged(played, kind, column, by)))
