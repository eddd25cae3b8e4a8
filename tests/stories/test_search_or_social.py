"""The published table of search against social: it is what its command plays, and says what is spent."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.search_or_social import WORLDS, markdown, played, spending
from simulator import load

FOLDER = Path("experiments/search_or_social")


def published() -> pd.DataFrame:
    """Return the table."""
    return pd.read_csv(FOLDER / "table.csv")


def test_each_medium_is_told_in_each_world() -> None:
    """As Markdown, too; without a campaign nobody meets anything."""
    table = published()

    assert list(dict.fromkeys(table["kind"])) == list(WORLDS)
    assert table.groupby("kind")["medium"].nunique().eq(2).all()
    assert (table.query("figure == 'contacts'")["without"] == 0.0).all()
    assert markdown(table) in (FOLDER / "table.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WORLDS.values())
def test_the_same_money_is_spent_on_either(name: str) -> None:
    """By the focal maker, in the same weeks with the same message; the rival spends what it spends."""
    given = load(f"scenarios/{name}.yaml")
    social, search, nothing = (spending(given, medium) for medium in ("social", "engine", None))

    assert [one.model_copy(update={"medium": "engine"}) for one in social.campaigns[-1:]] == [
        search.campaigns[-1]
    ]
    assert social.campaigns[:-1] == search.campaigns[:-1] == nothing.campaigns
    assert social.campaigns == given.campaigns


@pytest.mark.nightly
def test_it_is_what_is_played_today() -> None:
    """Played on fewer seeds, each change lies within what both intervals leave open."""
    table, again = published(), pd.DataFrame(played(3, 2))
    both = table.merge(again, on=["kind", "medium", "figure"], suffixes=("", "_again"), validate="one_to_one")
    apart = (both["change"] - both["change_again"]).abs() - both["half"] - both["half_again"]

    assert len(both) == len(table) == len(again)
    assert both[apart > 0.5].empty, both[apart > 0.5].to_string()
