"""Needs met: messages under which anybody meets fewer needs, told with the reason that grows most.

A message that moves customers from one maker to another leaves the needs met alone; one that empties the
category does not, and what it costs is easily taken for a rival's success. So a fall by over a twentieth is
told where only what is said differs, with the reason for buying nothing of the focal maker's that grows most.
"""

from collections.abc import Iterator

from simulator.scenario.diff import differences
from simulator.studies.comparison.decompose import TOGETHER
from simulator.studies.runs.number_format import figure, half_width
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, interval, paired

MET = Line("needs", "outcome", "met", None)
TOLD_FROM = 1 / 20
"""The least fall in needs met that is told [share]."""


def needs_met_notes(runs: Runs, baseline: str) -> list[str]:
    """Return a sentence for each scenario whose messages alone differ, and empty the category or fill it."""
    if MET not in runs.values:
        return []
    return [told for label in runs.scenarios if label != baseline for told in _told(runs, baseline, label)]


def _told(runs: Runs, baseline: str, label: str) -> Iterator[str]:
    if not _only_messages_differ(runs, baseline, label):
        return
    change = paired(runs.series(MET, baseline), runs.series(MET, label)).difference
    worse, better = (label, baseline) if change.mean < 0 else (baseline, label)
    least, most = (interval(runs.series(MET, one)) for one in (worse, better))
    if change.n and change.tells_a_difference and least.mean < (1 - TOLD_FROM) * most.mean:
        shrinks = 100 * (1 - least.mean / most.mean)
        yield (
            f"Under the messages of {worse}, anybody's products meet {shrinks:.0f} % fewer needs than under "
            f"those of {better}: {_size(change)} fewer, from {figure(most.mean, 'needs', change.half)} to "
            f"{figure(least.mean, 'needs', change.half)}. The category shrinks, whoever sells. "
            + _why(runs, better, worse)
        )


def _only_messages_differ(runs: Runs, baseline: str, label: str) -> bool:
    differing = differences(runs.scenarios[baseline], runs.scenarios[label])
    keys = {key.partition(".")[0].partition("[")[0] for key, _, _ in differing}
    return bool(keys) and keys <= set(TOGETHER["messages"])


def _why(runs: Runs, better: str, worse: str) -> str:
    """Say which reason for buying none of the focal maker's products grows most, and how talk works here."""
    grown = {
        line.key: paired(runs.series(line, better), runs.series(line, worse)).difference
        for line in runs.lines(["lost_demand:reason"])
    }
    told = {reason: by for reason, by in grown.items() if by.n and by.tells_a_difference and by.mean > 0}
    most = max(told, key=lambda reason: told[reason].mean, default=None)
    why = f"What grows most is “{most}”: it takes {_size(told[most])} more needs." if most else ""
    talk = runs.scenarios[worse].response.price_talk
    if talk > 0:
        why += (
            f" Talk of price makes every price weigh more here, rivals' too (response.price_talk: {talk:g}); "
            "with reference_talk in its place only what differs from remembered prices weighs."
        )
    return why.strip()


def _size(change: Estimate) -> str:
    size = figure(abs(change.mean), "needs", change.half)
    return f"{size} ± {half_width(change, 'needs')}" if change.half > 0 else size
