"""The published table of messages: every pair that is shipped is in it, and it is what its command plays."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.what_messages_do import EVERYBODY, SILENCE, WORLDS, markdown, played, shipped

FOLDER = Path("experiments/messages")


def published() -> pd.DataFrame:
    """Return the table."""
    return pd.read_csv(FOLDER / "table.csv")


def test_every_message_is_told_at_every_way_to_market_for_every_segment() -> None:
    """Of each world: shipped ways × its messages × (segments and everybody's needs)."""
    table = published()

    assert list(dict.fromkeys(table["world"])) == list(WORLDS)
    for world, part in table.groupby("world"):
        pairs = sorted(shipped(str(world)))
        assert {(way, said) for way, said, _ in pairs} <= set(
            zip(part["channel"], part["message"], strict=True)
        )
        each = part.groupby(["channel", "message"])["segment"].agg(set)
        assert len(each) == len({way for way, *_ in pairs}) * len({said for _, said, _ in pairs})
        assert len({frozenset(segments) for segments in each}) == 1
        assert all(EVERYBODY in segments and len(segments) > 1 for segments in each)
    assert SILENCE not in set(table["message"])
    assert markdown(table) in (FOLDER / "table.md").read_text(encoding="utf-8")


@pytest.mark.nightly
def test_it_is_what_is_played_today() -> None:
    """Played on fewer seeds, each change lies within what both intervals leave open.

    Three seeds may lie close together by chance: their interval counts as no narrower than the published one.
    """
    table, again = published(), pd.DataFrame(played(3, 2))
    keys = ["world", "channel", "message", "segment"]
    both = table.merge(again, on=keys, suffixes=("", "_again"), validate="one_to_one")
    half_again = both[["half", "half_again"]].max(axis="columns")
    apart = (both["change"] - both["change_again"]).abs() - both["half"] - half_again

    assert len(both) == len(table) == len(again)
    assert both[apart > 0.5].empty, both[apart > 0.5].to_string()
