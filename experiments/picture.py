"""The README's pictures: uv run python experiments/picture.py CHANNEL VERDICT

CHANNEL  open resale with a message about price, seed 7: who supplies whom, how much goes where, who suffers
VERDICT  the README's first command: what the maker earns by both ways to market, and at what conflict
"""

import sys
from pathlib import Path

from simulator import compare, load, pictures, simulate
from simulator.ledger.ledger import Ledger
from simulator.studies.comparison.comparison import Comparison

DEALERS, RESALE = "scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_resale_deal.yaml"


def played() -> Ledger:
    """Play the run that is drawn."""
    return simulate(load(RESALE), seed=7)


def compared() -> Comparison:
    """Play what the first command plays."""
    return compare([load(DEALERS), load(RESALE)], progress=False)


def main(channel: str, verdict: str) -> None:
    """Draw the channel of one run into a file, and the verdict of the first command into another."""
    print(pictures.channel_graph(played()).save(Path(channel)))
    print(pictures.profit_against_conflict(compared().runs).save(Path(verdict)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: uv run python experiments/picture.py CHANNEL VERDICT")
    main(*sys.argv[1:])
