"""What conflict foretells: index and felt conflict beside later exits, effort and earnings of members.

Question    The index is read by nothing in the market, and outlets act on what they feel. Does either tell
            in which members relations end and effort is cut in the quarter that follows, and better than
            their own earnings do? Where there is more conflict, is there less success, and more so with
            dependence? And how far does a ranking by the index hang on its weights and its half intensity?
Prediction  Written while the listed worlds were being played and nothing of them had been looked at, and
            before this file was tried on one world of another draw. Felt conflict tells ends for conflict
            and disputes that are taken to less effort well, above an AUC of .8, because it must: escalation
            reads grievance, so this AUC says how much luck and dependence leave of it and nothing about
            markets. The index tells both above one half and not as well, about .65 to .75, earnings a little
            worse than the index. Of departures at a loss, which no conflict decides, earnings are the best
            sign and the index none, for resellers who leave are those that undercut, and others are
            aggrieved. Cuts of effort without a dispute come of margins and of advice that is bought
            elsewhere: the index tells them above one half. Within a world, dealers with more conflict earn
            less afterwards than they did before; whether more so with dependence is open here: who depends
            loses a larger share and bears more before it leaves. Members rank alike under other terms (τ
            above .9), and worlds too, less so (above .8).
How         Forty worlds listed beforehand (`experiments/felt_conflict/worlds.py`), two years each. Up to
            weeks 24, 36 … 84: a member's index of the last twelve weeks, what it holds against its supplier
            of the focal products, and how far what it earned on these went down against the twelve weeks
            before. In the twelve weeks after: whether its relation with that supplier ends for conflict;
            whether it leaves at a loss (resellers alone have a rule for it); whether its dispute is taken to
            less effort or further, if it was not; whether its mean effort for the focal products is lower by
            a tenth of the usual; and the same of those without such a dispute in both quarters, whose effort
            follows their own books alone. Nothing is fitted: a score is the number itself. Dependence: a
            dealer's only products are the maker's, or it has the rival's as well. Ranks: the same ledgers,
            measured under weights in [½, 1] and half intensities in [.05, .2]; weights enter what outlets
            feel as well, and that stays. Intervals: pseudo-values, or means, over worlds. Asked afterwards,
            to understand the answers: cuts by members without such a dispute before, whatever followed, and
            correlations among dealers of one region.
Verdict     experiments/what_conflict_foretells/table.csv, and as Markdown beside it; `simulator/ODD.md` says
            what to make of it.
            Felt conflict: as expected, as it had to be; within one world and week it tells ends for
            conflict, which are few, hardly from chance. The index: ends better than expected, disputes as
            expected, but of cuts of effort over all members nothing, where earnings tell more: refuted. Who
            feels most had cut its effort before, and who is harmed feels; of members whose dispute had not
            gone so far the index tells as much as earnings do. Departures at a loss: as expected, earnings
            alone tell any, but by world and week rather than by member. Pairs: refuted for the index, with
            which earnings went down less than elsewhere; for felt conflict as expected, and less so with
            dependence, not more. Ranks: refuted for members by their weights, and for worlds, whose indices
            are all much the same.

Run it: uv run python experiments/what_conflict_foretells.py [--worlds N] [--jobs N] [--out FOLDER]
"""

from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from experiments.felt_conflict.members import correlations, pairs, quarters
from experiments.felt_conflict.ranks import ranked
from experiments.felt_conflict.tables import markdown, of_each_world, read
from experiments.felt_conflict.worlds import WORLDS, listed, with_two_brands
from experiments.published_table import publish
from simulator import simulate
from simulator.ledger.ledger import Ledger
from simulator.studies.runs.workers import work_through

told = read
"""What stands in the table, for the numbers in texts."""


def asked(ledger: Ledger) -> dict[str, Any]:
    """Return what is asked of a world: quarters of members, correlations over dealers, and ranks."""
    alike, totals = ranked(ledger)
    return {
        "quarters": quarters(ledger),
        "pairs": correlations(pairs(ledger)),
        "alike": alike,
        "totals": totals,
    }


def answered(number: int) -> dict[str, Any]:
    """Play a world, and return what is asked of it."""
    return asked(simulate(listed(number), number, build=with_two_brands))


def played(worlds: int, jobs: int) -> pd.DataFrame:
    """Play the first worlds of the list, and return a row for each."""
    done = work_through(answered, list(WORLDS[:worlds]), jobs=jobs)
    failed = [one.trace for one in done if one.result is None]
    if failed:
        raise RuntimeError(failed[0])
    return of_each_world([one.result for one in done if one.result is not None])


def main(
    worlds: Annotated[int, typer.Option(min=3, max=len(WORLDS))] = len(WORLDS),
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/what_conflict_foretells"),
) -> None:
    """Play the worlds, and write the table."""
    table = played(worlds, jobs)
    text = markdown(table)
    publish(table, text, out)
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
