"""Frozen hashes: shipped scenarios write the ledgers that they wrote, in their former words and in today's.

`frozen_hashes.csv` has the content hash of every shipped scenario at seed 7: *former*, before kinds,
columns and reasons took the field's words (`simulator.ledger.former_words`), and *today*. Whoever changes
what a default scenario plays makes the table again, on purpose: `python tests/ledger/test_frozen_hashes.py`.
"""

import csv
from pathlib import Path

import pytest

from simulator.ledger.former_words import former_hash
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.load import load

TABLE = Path(__file__).with_name("frozen_hashes.csv")
SEED = 7
QUICK = (
    "espresso_dealers_craft",
    "espresso_resale_deal",
    "espresso_territories",
    "beer_game",
    "software_marketplace_easy",
)


def played(scenario: str) -> Ledger:
    """Return the ledger of a shipped scenario."""
    return simulate(load(f"scenarios/{scenario}"), SEED)


def rows() -> list[dict[str, str]]:
    """Return the table."""
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


ROWS = [
    pytest.param(
        row,
        id=row["scenario"],
        marks=() if row["scenario"].removesuffix(".yaml") in QUICK else pytest.mark.nightly,
    )
    for row in rows()
]


@pytest.mark.parametrize("row", ROWS)
def test_a_shipped_scenario_writes_what_it_wrote(row: dict[str, str]) -> None:
    """To the last entry; translated into former words it has the hash that it had before."""
    ledger = played(row["scenario"])

    assert ledger.content_hash() == row["today"]
    assert former_hash(ledger) == row["former"]


def test_every_shipped_scenario_has_its_hash() -> None:
    """None is left out."""
    assert [row["scenario"] for row in rows()] == sorted(
        path.name for path in Path("scenarios").glob("*.yaml")
    )


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as table:
        lines = csv.writer(table, lineterminator="\n")
        lines.writerow(("scenario", "former", "today"))
        for path in sorted(Path("scenarios").glob("*.yaml")):
            found = played(path.name)
            lines.writerow((path.name, former_hash(found), found.content_hash()))
