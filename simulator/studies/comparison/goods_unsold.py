"""Goods unsold: how much more others took in than they sold on, in a sentence beside the maker's gain.

What the maker earns on goods that fill shelves it earns once; what others sell out of stocks that were there
when they opened brings it nothing. So a change of either is told, where the seeds tell it and it is worth a
part of the gain.
"""

from simulator.studies.comparison.gains import MAKER
from simulator.studies.runs.number_format import figure, half_width
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval, paired

UNSOLD = Question("channel_stock_growth")
"""The question with the answer that is told here."""
TOLD_FROM = 1 / 20
"""The least change that is told, at what making the goods cost [share of the maker's gain]."""
MEANS = {
    (True, True): "on filled shelves the maker earns once",
    (True, False): "less is sold out of stocks that were there",
    (False, True): "less of what the maker earns lies on filled shelves",
    (False, False): "on what is sold out of stocks that were there the maker earns nothing",
}
"""What it means, by whether more is taken in than before, and whether more than is sold on."""


def goods_unsold(runs: Runs, baseline: str, label: str) -> str:
    """Say how much more others took in than sold on, beside the baseline; nothing where it is little."""
    line = Line(*UNSOLD, "", None)
    if line not in runs.values or MAKER not in runs.values:
        return ""
    before, after = runs.series(line, baseline), runs.series(line, label)
    by, unit = paired(before, after).difference, runs.unit(line.metric, label)
    gain = paired(*(runs.series(MAKER, one) for one in (baseline, label))).difference.mean
    if not by.tells_a_difference or not abs(by.mean) > TOLD_FROM * abs(gain):
        return ""
    size = f"{figure(abs(by.mean), unit, by.half)} ± {half_width(by, unit)} {unit}"
    means = [interval(one).mean for one in (before, after)]
    span = "from {} to {}".format(*(figure(mean, unit, by.half) for mean in means))
    more = "more" if by.mean > 0 else "less"
    what = f"what others took in beyond what they sold on cost {size} {more} to make, {span} {unit}"
    return f"{what}: {MEANS[by.mean > 0, means[1] > 0]}"
