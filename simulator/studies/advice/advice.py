"""Advice: ranking of distribution models with drivers of the lead and break-even points."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.schema import Scenario
from simulator.studies.advice.break_even import BreakEven
from simulator.studies.advice.drivers import Driver
from simulator.studies.runs.questions import unit_of
from simulator.studies.runs.runs import Failure
from simulator.studies.runs.statistics import Estimate, Paired

if TYPE_CHECKING:
    import pandas as pd

EVERYBODY = "everybody"
"""What customers are called where no segment is asked for alone."""


class RankedModel(NamedTuple):
    """One distribution model among customers of one kind."""

    customers: str
    rank: int
    way: str
    mean: Estimate
    lead: Paired | None
    """How far ahead of it the best is, seed by seed; none for the best."""
    measured: dict[str, Estimate]


class Lead(NamedTuple):
    """Lead of the best model over the second among customers of one kind, with its drivers."""

    customers: str
    first: str
    second: str
    lead: Paired
    parts: list[Driver]
    """Measured parts, which sum to the lead; only where contribution is what counts."""
    mechanisms: list[Driver]
    """What of the lead goes when a mechanism is switched off; these need not sum to anything."""


@dataclass(frozen=True)
class Advice:
    """Ranking, drivers and break-even points of distribution models, measured by runs."""

    scenario: Scenario
    metric: str
    unit: str
    seeds: tuple[int, ...]
    ranking: tuple[RankedModel, ...]
    leads: tuple[Lead, ...]
    break_evens: tuple[tuple[str, BreakEven], ...]
    """Where the best two change places, by kind of customers and range."""
    failures: tuple[Failure, ...]

    def best(self, customers: str = EVERYBODY) -> str:
        """Return the model that is ahead among customers of one kind."""
        return next(s.way for s in self.ranking if s.customers == customers and s.rank == 1)

    def table(self) -> "pd.DataFrame":
        """Return everything as one tidy table, one row a number; the column `what` names its kind."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        return pd.DataFrame(list(self._rows()), columns=COLUMNS)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for customers, rank, way, mean, behind, measured in self.ranking:
            yield (customers, "ranking", way, "", self.metric, rank, *_numbers(mean), self.unit)
            if behind is not None:
                head = customers, "lead", self.best(customers), way, self.metric, None
                yield (*head, *_numbers(behind.difference), self.unit)
            for name, estimate in measured.items():
                yield (customers, "measured", way, "", name, None, *_numbers(estimate), self._unit(name))
        for customers, first, second, _, parts, mechanisms in self.leads:
            for what, drivers in (("part of lead", parts), ("lead lost without", mechanisms)):
                for name, effect in drivers:
                    yield (customers, what, first, second, name, None, *_numbers(effect), self.unit)
        for customers, break_even in self.break_evens:
            yield from self._break_even_rows(customers, break_even)

    def _break_even_rows(self, customers: str, found: BreakEven) -> Iterator[tuple[Any, ...]]:
        at = (None, None, None) if found.at is None else (found.at, found.low, found.high)
        unit, key = "multiple" if found.over.is_multiple else "", found.over.key
        yield (customers, "flip", found.first, found.second, key, None, *at, unit)
        for value, lead in found.leads.items():
            head = customers, "lead along", found.first, found.second, f"{key}={value!r}", None
            yield (*head, *_numbers(lead), self.unit)

    def _unit(self, metric: str) -> str:
        return unit_of(metric, self.scenario)


COLUMNS = ["customers", "what", "way", "against", "key", "rank", "value", "low", "high", "unit"]


def _numbers(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.mean, estimate.low, estimate.high
