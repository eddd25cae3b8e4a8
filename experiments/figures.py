"""Figures: play what stands behind every number in the texts, and write it there or compare it.

The questions are declared in `numbers_in_texts/questions.yaml`; each fills a marked block of README, of the
head of a scenario, an experiment or a script, or of a notebook. What was measured is kept, run by run, in
`numbers_in_texts/measured.json`.

    uv run python experiments/figures.py                    play all, write all blocks
    uv run python experiments/figures.py espresso_chain     play and write some
    uv run python experiments/figures.py --seeds 0          play nothing, write what is kept
    uv run python experiments/figures.py --check            play all, compare within the texts' own intervals
    uv run python experiments/figures.py --check --seeds 1  play the first seeds, compare with those kept

A check fails where a number lies outside the interval that stands beside it, where a sign or a winner is said
that the interval does not tell, where a block has no question or a question no block, and where a number
stands outside a block (unless `no_results` says that it is none).
"""

import sys
from typing import Annotated

import typer
from numbers_in_texts.blocks import rewritten, texts
from numbers_in_texts.checks import drifted, in_texts, unlike_printed, without_block
from numbers_in_texts.kept import keep, kept
from numbers_in_texts.plays import Values, evaluated, measured, printed
from numbers_in_texts.questions import Block, questions
from numbers_in_texts.statements import statements


def replayed(blocks: list[Block], seeds: int | None, jobs: int) -> dict[str, Values]:
    """Return the values of blocks: of plays, and, where all seeds are played, of files and commands."""
    plays = [block for block in blocks if not block.evaluates and not block.prints]
    values = measured(plays, seeds, jobs)
    if seeds is None:
        values |= {
            block.name: evaluated(block) for block in blocks if block.evaluates and block.can_be_played
        }
    return values


def lines_of(block: Block, values: Values) -> list[str]:
    """Return what is to stand in a block."""
    return printed(block.prints) if block.prints else statements(block, values)


def write(blocks: list[Block], jobs: int, *, plays: bool) -> None:
    """Play and keep, or take what is kept; write."""
    if plays:
        keep(blocks, replayed(blocks, None, jobs))
    known = kept()
    lines = {
        block.name: lines_of(block, known.get(block.name, {}))
        for block in blocks
        if block.name in known or (block.prints and plays)
    }
    for path in texts():
        if rewritten(path, lines.get):
            print(path)


def check(blocks: list[Block], seeds: int | None, jobs: int) -> list[str]:
    """Compare the texts with what is kept, and what is kept with what is played."""
    known = kept()
    wrong = [*without_block(), *in_texts(blocks, known)]
    values = replayed(blocks, seeds, jobs) if seeds != 0 else {}
    wrong += drifted(blocks, known, values)
    if seeds is None:  # all of them say what sign and winner there is now, not only how far it has moved
        wrong += in_texts([block for block in blocks if block.name in values], values)
        wrong += unlike_printed(blocks, printed)
    return wrong


def main(
    names: Annotated[list[str] | None, typer.Argument(help="Blocks; left out, all.")] = None,
    compares: Annotated[bool, typer.Option("--check", help="Compare, write nothing.")] = False,
    seeds: Annotated[int | None, typer.Option(min=0, help="The first seeds of each; left out, all.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes.")] = 2,
) -> None:
    """Write the numbers in texts, or compare them."""
    every = questions()
    if strange := [name for name in names or () if name not in every]:
        sys.exit(f"no block called {', '.join(strange)}; there are {', '.join(every)}")
    blocks = [block for name, block in every.items() if not names or name in names]
    if not compares:
        if seeds:
            sys.exit("what stands in texts is from all seeds: some of them are for --check")
        write(blocks, jobs, plays=seeds is None)
        return
    if wrong := check(blocks, seeds, jobs):
        sys.exit("\n".join([*wrong, "after a change of the model: uv run python experiments/figures.py"]))
    print(f"{len(blocks)} blocks of {len(texts())} texts say what was measured")


if __name__ == "__main__":
    typer.run(main)
