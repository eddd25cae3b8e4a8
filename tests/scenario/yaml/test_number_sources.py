"""Sources: what is said of a number beside it, and what is not."""

from collections import Counter
from pathlib import Path

import pytest

from simulator import load
from simulator.scenario.yaml.number_sources import Origin, sources

NOTED = """\
schema_version: 1
weeks: 8                  # choice
candidates: 16            # choice: more than anybody compares (Hauser & Wernerfelt 1990)
list_price: 29            # what a year costs
patience: 2               # Little (1961)
# Price sensitivity: as measured (Bijmolt 2005). Values, habits: choice. Discounts: as usual.
segments:
  readers:
    share: 0.4
    price_sensitivity: 0.3
    values: {price: 1, quality: 2}
    first_discount: 0.2
    habits:
      shop: 0.1           # a survey of 2012
# choice: a large and a small one
regions: {north: 0.6, south: 0.4}
# Half is forgotten in six weeks (Leone 1995).
response:
  remembering: 0.9
  shelf: 0.1              # guessed from 3 shops
distribution:
  dealers: 3
  margin: 0.3             # usual (Kotler 2016)
"""
TOLD = {
    "schema_version": Origin.FORM,
    "weeks": Origin.FORM,
    "candidates": Origin.CHOICE,
    "list_price": Origin.EXPLAINED,
    "patience": Origin.SOURCED,
    "segments.readers.share": Origin.UNSAID,
    "segments.readers.price_sensitivity": Origin.SOURCED,
    "segments.readers.values.price": Origin.CHOICE,
    "segments.readers.values.quality": Origin.CHOICE,
    "segments.readers.first_discount": Origin.EXPLAINED,
    "segments.readers.habits.shop": Origin.SOURCED,
    "regions.north": Origin.CHOICE,
    "regions.south": Origin.CHOICE,
    "response.retention": Origin.EXPLAINED,
    "response.display": Origin.EXPLAINED,
    "distribution.dealers": Origin.STRATEGY,
    "distribution.margin": Origin.SOURCED,
}


def test_what_is_said_beside_a_number_tells_where_it_comes_from(tmp_path: Path) -> None:
    """A choice that cites something is a choice; a note above a block speaks of what it names, or of all."""
    (tmp_path / "noted.yaml").write_text(NOTED, encoding="utf-8")
    noted = {one.key: one for one in sources(tmp_path / "noted.yaml")}

    assert {key: one.origin for key, one in noted.items()} == TOLD
    assert noted["segments.readers.values.price"].note == "Values, habits: choice."
    assert noted["segments.readers.share"].note == ""


IN_PARTS = """\
customers: 900            # as said: homes
segments:                 # patience, values: choice; price_sensitivity: set by a fit; all else: as said
  # loyalty: measured (Dick & Basu 1994); it does not fade
  readers:
    {share: 0.4, price_sensitivity: 0.3, loyalty: 0.2,
     values: {price: 1}}
# from a survey, all near the list price; choice
competition:
  rivals: 3
ways:                     # stock: six weeks of sales, choice; all else: choice
  # authorized ones, by price: penalty 4.5 (each time), costs 0.013 (per customer);
  # reach 0.06: of each, as 25 have 8 in ten at hand, as said
  - {dealers: 25, reach: 0.06,
     opening_stock: 4}
"""
TOLD_IN_PARTS = {
    "customers": Origin.STATED,
    "segments.readers.share": Origin.STATED,
    "segments.readers.price_sensitivity": Origin.EXPLAINED,
    "segments.readers.loyalty": Origin.SOURCED,
    "segments.readers.values.price": Origin.CHOICE,
    "competition.rivals": Origin.CHOICE,
    "ways.0.dealers": Origin.CHOICE,
    "ways.0.reach": Origin.STATED,
    "ways.0.opening_stock": Origin.CHOICE,
}


def test_parts_of_a_note_speak_each_of_what_they_name(tmp_path: Path) -> None:
    """Parted by semicolons before names; *all else* is what no part names, numbers may follow names."""
    (tmp_path / "noted.yaml").write_text(IN_PARTS, encoding="utf-8")
    noted = {one.key: one for one in sources(tmp_path / "noted.yaml")}

    assert {key: one.origin for key, one in noted.items()} == TOLD_IN_PARTS
    assert noted["segments.readers.loyalty"].note == "loyalty: measured (Dick & Basu 1994); it does not fade"


def test_the_shipped_worlds_say_what_they_chose() -> None:
    """A citation beside a choice does not make it measured; what cites something is little."""
    noted = {one.key: one for one in sources("scenarios/espresso_resale_deal.yaml")}
    counts = Counter(one.origin for one in noted.values())

    assert noted["candidates"].origin == Origin.CHOICE
    assert noted["segments.offices.price_sensitivity"].origin == Origin.FITTED
    assert noted["segments.offices.share"].origin == Origin.UNSAID
    assert noted["distribution.resellers"].origin == Origin.STRATEGY
    assert load("scenarios/espresso_resale_deal.yaml").candidates == noted["candidates"].value
    assert 0 < counts[Origin.SOURCED] < counts[Origin.CHOICE]


@pytest.mark.by_day(15)
@pytest.mark.parametrize("path", sorted(Path("scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_of_every_shipped_file_it_is_known_what_it_says(path: Path) -> None:
    """Each number once, with its line."""
    noted = sources(path)

    assert len({(one.file, one.key) for one in noted}) == len(noted)
    assert all(Path(one.file).read_text(encoding="utf-8").splitlines()[one.line - 1] for one in noted)
