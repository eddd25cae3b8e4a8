"""Contest: a comparison that can draw itself and write its own report; what the front door hands out.

The lab knows no pictures; here its comparison is given them. Whatever a report needs that was not asked is
asked when it is wanted: the runs are played again, and measure the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.yaml.number_sources import sources
from simulator.studies.comparison import compare as lab
from simulator.studies.comparison.compare import Comparison
from simulator.studies.comparison.decompose import is_told_by_two_blocks
from simulator.studies.robustness import ASSUMPTION_DRAWS
from simulator.studies.robustness.robustness import Robustness, robustness_of
from simulator.studies.runs.questions import BEHIND, HEADLINES
from simulator.studies.runs.replicate import play_all
from simulator.studies.runs.workers import Progress

if TYPE_CHECKING:
    from simulator.views.pictures.paper import Picture

ASSUMPTION_SEEDS = 2
BEHIND_A_REPORT = (*HEADLINES, *BEHIND)
"""What a report asks."""


class Contest(Comparison):
    """Scenarios played on the same seeds, with a picture and a report of how they differ."""

    def plot(self) -> "Picture":
        """Draw how each headline number differs from the baseline, seed by seed."""
        from simulator.views.pictures import paired_differences  # noqa: PLC0415 - a second to import

        return paired_differences(self)

    def report(
        self,
        path: str | Path,
        *,
        files: Iterable[str | Path] = (),
        assumptions: int = ASSUMPTION_DRAWS,
        decompose: bool = True,
        jobs: int = 1,
        progress: Progress | None = None,
    ) -> Path:
        """Write the report, one HTML file that needs nothing else; return its path.

        *files* are the scenario files, to tell sourced numbers from choices; *assumptions* is how many worlds
        are drawn to see whether the signs hold (0: none). What differs from the baseline in both distribution
        and messages is taken apart, too. For *jobs* see `replicate`.
        """
        from simulator.views.report.render import write_report  # noqa: PLC0415 - draws

        whole = self.asked_in_full(jobs, progress)
        given = whole.runs.scenarios
        base, others = given[self.baseline], {label: given[label] for label in self.others}
        parts = [
            whole.decompose(scenario=label, jobs=jobs, progress=progress)
            for label, other in others.items()
            if decompose and is_told_by_two_blocks(base, other)
        ]
        found: dict[str, list[Robustness]] = {}
        if assumptions:
            seeds = self.runs.seeds[:ASSUMPTION_SEEDS]
            found = robustness_of(base, others, draws=assumptions, seeds=seeds, jobs=jobs, progress=progress)
        noted = dict.fromkeys(note for file in files for note in sources(file))
        return write_report(path, whole, parts, found, list(noted))

    def asked_in_full(self, jobs: int = 1, progress: Progress | None = None) -> "Contest":
        """Return the same contest with everything asked that a report tells."""
        needed = tuple(dict.fromkeys((*self.runs.questions, *BEHIND_A_REPORT)))
        if set(needed) <= set(self.runs.questions):
            return self
        given = dict(self.runs.scenarios)
        return Contest(play_all(given, self.runs.seeds, needed, jobs=jobs, progress=progress), self.baseline)


def _as_contest[**P](compare: Callable[P, Comparison]) -> Callable[P, Contest]:
    """Return a way of comparing that answers with a contest."""

    @wraps(compare)
    def contested(*args: P.args, **kwargs: P.kwargs) -> Contest:
        found = compare(*args, **kwargs)
        return Contest(**{field.name: getattr(found, field.name) for field in fields(found)})

    return contested


compare = _as_contest(lab.compare)
