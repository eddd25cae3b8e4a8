"""The README's picture: uv run python experiments/picture.py FILE

Open resale with a message about price, seed 7: who supplies whom, how much goes where, who suffers.
"""

import sys
from pathlib import Path

from simulator import load, pictures, simulate
from simulator.ledger.ledger import Ledger


def played() -> Ledger:
    """Play the run that is drawn."""
    return simulate(load("scenarios/espresso_resale_deal.yaml"), seed=7)


def main(place: str) -> None:
    """Draw the channel of one run into a file."""
    print(pictures.channel_graph(played()).save(Path(place)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: uv run python experiments/picture.py FILE")
    main(sys.argv[1])
