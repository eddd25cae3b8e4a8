"""Needs met: messages under which all makers together meet fewer needs, with the reason that grows most.

A message that moves customers from one maker to another leaves the needs met alone; one that empties the
category does not, and what it costs is easily taken for a rival's success. So a fall by over a twentieth is
told where what is said differs, with the reason for buying nothing of the focal maker's that grows most.
Where other settings differ, too, all are named and none is blamed, and only a fall against the baseline is
told: that more outlets fill a category is no news.
"""

from collections.abc import Iterator

from simulator.scenario.describe.number_words import listed
from simulator.scenario.diff import differences
from simulator.studies.comparison.decompose import TOGETHER, UNTOLD
from simulator.studies.runs.number_format import figure, half_width
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, interval, paired

MET = Line("needs", "outcome", "met", None)
REASONS = Question("lost_demand", "reason")
TOLD_BY = (MET.question, REASONS)
"""The questions with answers that are told here."""
TOLD_FROM = 1 / 20
"""The least fall in needs met that is told [share]."""


def needs_met_notes(runs: Runs, baseline: str) -> list[str]:
    """Return a sentence for each scenario with other messages, if the category empties or fills."""
    if MET not in runs.values:
        return []
    return [told for label in runs.scenarios if label != baseline for told in _told(runs, baseline, label)]


def _told(runs: Runs, baseline: str, label: str) -> Iterator[str]:
    differing = _differing(runs, baseline, label)
    if differing[:1] != ["messages"]:
        return
    change = paired(runs.series(MET, baseline), runs.series(MET, label)).difference
    if len(differing) > 1 and change.mean > 0:
        return
    worse, better = (label, baseline) if change.mean < 0 else (baseline, label)
    least, most = (interval(runs.series(MET, one)) for one in (worse, better))
    if change.n and change.tells_a_difference and least.mean < (1 - TOLD_FROM) * most.mean:
        shrinks = 100 * (1 - least.mean / most.mean)
        found = (
            f"Under the {listed(differing)} of {worse}, anybody's products meet {shrinks:.0f} % fewer needs "
            f"than under those of {better}: {_size(change)} fewer, "
            f"from {figure(most.mean, 'needs', change.half)} to {figure(least.mean, 'needs', change.half)}. "
            "The category shrinks, whoever sells."
        )
        yield " ".join(filter(None, (found, _apart(differing), _why(runs, better, worse))))


def _differing(runs: Runs, baseline: str, label: str) -> list[str]:
    """Return the blocks of settings that differ and that needs may depend on, messages first."""
    differing = differences(runs.scenarios[baseline], runs.scenarios[label])
    keys = {key.partition(".")[0].partition("[")[0] for key, _, _ in differing} - UNTOLD
    said = keys & set(TOGETHER["messages"])
    return ["messages"] * bool(said) + sorted(keys - said)


def _apart(differing: list[str]) -> str:
    """Say, where more than messages differs, that this pair blames none of it, and what tells them apart."""
    if len(differing) == 1:
        return ""
    they = "Both differ" if differing[2:] == [] else f"All {len(differing)} differ"
    return (
        f"{they}, and this pair does not tell which of them does it: --decompose --metrics needs:outcome "
        "exchanges messages and distribution one by one, --levers splits units sold."
    )


def _why(runs: Runs, better: str, worse: str) -> str:
    """Say which reason for buying none of the focal maker's products grows most, and how talk works here."""
    grown = {
        line.key: paired(runs.series(line, better), runs.series(line, worse)).difference
        for line in runs.values
        if line.question == REASONS
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
