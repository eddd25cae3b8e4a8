"""Advise: rank distribution models for a product and its customers, with drivers and break-even points.

Every way is played on the same customers with the same luck, ranked by what it leaves the focal
manufacturer (or by another metric), and compared with the best seed by seed. Each segment may be asked for
alone, as if there were nobody else. All is measured by runs; no rule says what suits whom.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack

import numpy as np

from simulator.base.input_error import InputError
from simulator.base.keyed_random import KeyedRandom
from simulator.base.registry import suggestion
from simulator.domain.registries import DISTRIBUTION_MODELS, SWITCHES
from simulator.scenario.errors.arguments import (
    A_SCENARIO,
    callable_value,
    entries_of,
    of_type,
    text_value,
    truth_value,
)
from simulator.scenario.schema import LONGEST_NAME, Scenario
from simulator.studies.advice.advice import EVERYBODY, Advice, Lead, RankedModel
from simulator.studies.advice.break_even import BreakEven, Search, break_evens
from simulator.studies.advice.drivers import (
    DRIVER_QUESTIONS,
    REPORTED_METRICS,
    ledger_drivers,
    switch_drivers,
)
from simulator.studies.advice.setting_range import SettingRange, SettingRangeError, default_ranges, range_of
from simulator.studies.runs.questions import Question, questions_of, unit_of
from simulator.studies.runs.run_cache import RunCache
from simulator.studies.runs.runner import PlayOptions, Runner
from simulator.studies.runs.statistics import interval, paired

CONTRIBUTION = "contribution"
SWITCHED = ("fit", "reach", "advice", "habits", "price_setting", "shortage", "capacity")
"""Mechanisms with a part in the lead that is told, where the call names none."""
MOST_WAYS = 20
NO_SHARE = 1e-9
"""The share of a segment that is there for others to name alone."""


class AdviceError(InputError, ValueError):
    """Ways, switches or ranges that cannot be compared; the message says which and why."""


def advise(
    scenario: Scenario,
    ways: Sequence[str] | None = None,
    *,
    by_segment: bool = False,
    metric: str = CONTRIBUTION,
    seeds: int | Sequence[int] = 10,
    over: Iterable[str | SettingRange] | None = None,
    without: Iterable[str] = SWITCHED,
    on_lead: Callable[[Advice], None] | None = None,
    **options: Unpack[PlayOptions],
) -> Advice:
    """Rank distribution models; attribute the lead of the first to drivers; find break-even points.

    *ways* are distribution models, joined by ``+`` for hybrids; left out, those with defaults in *scenario*,
    else all; ranked by *metric*, for all customers and *by_segment*, on so many *seeds* or the seeds given.
    *over* are ranges such as ``products.machine.unit_cost=100..250``; left out, the usual ones; empty, none.
    *without* are switches that the lead is taken apart by. *on_lead* is called with the answer as soon as it
    is known, before break-even points are looked for. For *options* see `Runner`.
    Raises AdviceError or SettingRangeError before anything is played.
    """
    callable_value("on_lead", on_lead)
    metric = _ranked_by(metric)
    names = _checked_ways(of_type("scenario", scenario, Scenario, A_SCENARIO), ways)
    ranges, switches = _ranges(scenario, over), _checked_switches(without)
    kinds = [EVERYBODY, *(scenario.segments if truth_value("by_segment", by_segment) else ())]
    worlds = {kind: {way: with_model(_among(scenario, kind), way) for way in names} for kind in kinds}
    _check_ranges(ranges, worlds[EVERYBODY])
    asked = dict.fromkeys([Question(metric), *(DRIVER_QUESTIONS if metric == CONTRIBUTION else _measured())])
    played = RunCache(Runner.of(seeds, tuple(asked), **options))
    played.ensure_played([world for among in worlds.values() for world in among.values()])
    ranking = {kind: _ranked(played, metric, kind, among) for kind, among in worlds.items()}
    leads = tuple(_lead(played, metric, ranking[kind], worlds[kind], switches) for kind in kinds)
    ranked, unit = tuple(ranked for each in ranking.values() for ranked in each), unit_of(metric, scenario)
    found = Advice(scenario, metric, unit, played.seeds, ranked, leads, (), tuple(played.failures))
    if on_lead is not None:
        on_lead(found)
    turns = _break_evens(played, metric, worlds, ranking, ranges)
    return replace(found, break_evens=turns, failures=tuple(played.failures))


def _ranked_by(metric: str) -> str:
    """Return the present name of a metric that is one number."""
    (question,) = questions_of([text_value("metric", metric)])
    if question.by:
        raise AdviceError(f"ways are ranked by one number; '{metric}' is several")
    return question.metric


def _ranges(scenario: Scenario, over: Iterable[str | SettingRange] | None) -> list[SettingRange]:
    """Return the ranges along which break-even points are looked for."""
    if over is None:
        return default_ranges(scenario)
    given = entries_of("over", over, "['products.machine.unit_cost=100..250']")
    return [one if isinstance(one, SettingRange) else range_of(text_value("over", one)) for one in given]


def _break_evens(
    played: RunCache,
    metric: str,
    worlds: Mapping[str, Mapping[str, Scenario]],
    ranking: Mapping[str, Sequence[RankedModel]],
    ranges: Sequence[SettingRange],
) -> tuple[tuple[str, BreakEven], ...]:
    """Return the break-even point along every range, by kind of customers."""
    searches = [
        (kind, Search(over, pair, (among[pair[0]], among[pair[1]]), played, metric))
        for kind, among in worlds.items()
        for over in ranges
        for pair in [_pair(over, ranking[kind])]
    ]
    found = break_evens([search for _, search in searches])
    return tuple((kind, one) for (kind, _), one in zip(searches, found, strict=True))


def with_model(scenario: Scenario, way: str) -> Scenario:
    """Return the scenario with another distribution model, hybrids joined by ``+``."""
    own = {DISTRIBUTION_MODELS.name_of(type(model)): model for model in scenario.distribution}
    ways: list[Any] = [
        own[name] if name in own else {**scenario.default_terms(name), "model": name}
        for name in way.split("+")
    ]
    name = f"{scenario.name} · {way}"
    return scenario.changed(distribution=ways, name=name[:LONGEST_NAME])


def _among(scenario: Scenario, kind: str) -> Scenario:
    """Return the scenario with people of one segment only."""
    if kind == EVERYBODY:
        return scenario
    group = scenario.segments[kind].buying_group
    named = set() if group is None else group.named() - {kind}
    as_named: dict[str, Any] = {"share": NO_SHARE, "needs": {}, "buying_group": None}
    people = {
        name: {**scenario.segments[name].model_dump(mode="json"), **own}
        for name, own in ((kind, {"share": 1.0}), *((name, as_named) for name in sorted(named)))
    }
    return scenario.changed(segments=people, name=f"{scenario.name} · {kind}"[:LONGEST_NAME])


def _checked_ways(scenario: Scenario, ways: Sequence[str] | None) -> list[str]:
    known = DISTRIBUTION_MODELS.names()
    if ways is None:
        ways = [way for way in _there_are(scenario) if _reaches_people(scenario, way)]
    given = entries_of("ways", ways, "['direct', 'open_resale']")
    asked = list(dict.fromkeys(text_value("ways", way) for way in given))
    if not 2 <= len(asked) <= MOST_WAYS:
        raise AdviceError(f"give 2 to {MOST_WAYS} ways to market, not {len(asked)}")
    for name in [name for way in asked for name in way.split("+")]:
        if name not in known:
            raise AdviceError(f"no distribution model called '{name[:60]}'; {suggestion(name, known)}")
        if not _reaches_people(scenario, name):
            raise AdviceError(f"{name} has no outlets, so that no customer could buy there")
    for way in asked:
        _try_out(scenario, way)
    return asked


def _there_are(scenario: Scenario) -> list[str]:
    """Return the ways that a world says something of, and its own; where it says nothing, all models."""
    if not scenario.model_defaults:
        return DISTRIBUTION_MODELS.names()
    said = [*scenario.distribution, *scenario.model_defaults]
    return sorted({DISTRIBUTION_MODELS.name_of(type(way)) for way in said})


def _reaches_people(scenario: Scenario, way: str) -> bool:
    """Say whether customers can buy there: demand processes tell nothing about customers."""
    from simulator.domain.channel.channel import members_of  # noqa: PLC0415 - brings networkx along
    from simulator.market.setup.build_channel import build_channel  # noqa: PLC0415 - the same

    alone: dict[str, Any] = {
        "competition": [],
        "events": [],
        "contracts": [],
        "promotions": [],
        "members": [],
        "switched_off": [],
    }
    try:
        channel = build_channel(with_model(scenario, way).model_copy(update=alone), KeyedRandom(1))
    except ValueError:
        return True  # what is wrong with it is told when it is tried out
    return any(member.format is not None for member in members_of(channel))


def _try_out(scenario: Scenario, way: str) -> None:
    """Refuse a model that does not fit into the scenario, or makes no channel."""
    from simulator.market.setup.build_channel import channel_faults  # noqa: PLC0415 - brings networkx along

    try:
        wrong = [text for keys, text in channel_faults(with_model(scenario, way)) if keys[:1] != ("events",)]
    except ValueError as error:
        wrong = [str(error)]
    if wrong:
        raise AdviceError(f"{way} does not fit into '{scenario.name}': {wrong[0]}")


def _checked_switches(without: Iterable[str]) -> list[str]:
    given = entries_of("without", without, "['advice', 'reach']")
    names = list(dict.fromkeys(text_value("without", name) for name in given))
    for name in names:
        if name not in SWITCHES:
            raise AdviceError(f"no mechanism called '{name[:60]}'; {suggestion(name, SWITCHES.names())}")
    return names


def _check_ranges(ranges: Sequence[SettingRange], worlds: dict[str, Scenario]) -> None:
    """Refuse a range if at either end it is no scenario, or if no way has such terms."""
    taken = {name for way in worlds for name in way.split("+")}
    for over in ranges:
        if over.model is not None and over.model not in taken:
            raise SettingRangeError(f"{over.key}: {over.model} is none of the ways compared")
        for world in worlds.values():
            for end in (over.low, over.high):
                over.put(world, end)


def _measured() -> tuple[Question, ...]:
    return tuple(Question(name) for name in REPORTED_METRICS)


def _ranked(played: RunCache, metric: str, kind: str, worlds: dict[str, Scenario]) -> list[RankedModel]:
    series = {way: played.series(world, metric) for way, world in worlds.items()}
    means = {way: interval(values).mean for way, values in series.items()}
    order = sorted(worlds, key=lambda way: (np.isnan(means[way]), -means[way]))
    return [
        RankedModel(
            kind,
            rank,
            way,
            interval(series[way]),
            paired(series[way], series[order[0]]) if rank > 1 else None,
            {name: interval(played.series(worlds[way], name)) for name in REPORTED_METRICS if name != metric},
        )
        for rank, way in enumerate(order, start=1)
    ]


def _lead(
    played: RunCache,
    metric: str,
    ranked: list[RankedModel],
    worlds: dict[str, Scenario],
    switches: Sequence[str],
) -> Lead:
    first, second = ranked[0], ranked[1]
    one, other = worlds[first.way], worlds[second.way]
    if second.lead is None:
        raise LookupError("the second is always compared with the first")
    parts = ledger_drivers(played, one, other) if metric == CONTRIBUTION else []
    lost = switch_drivers(played, metric, one, other, switches)
    return Lead(first.customers, first.way, second.way, second.lead, parts, lost)


def _pair(over: SettingRange, ranked: Sequence[RankedModel]) -> tuple[str, str]:
    """Return the first two; where a range is about terms of one way, the first and that way."""
    first, *others = (standing.way for standing in ranked)
    if over.model is None or over.model in first.split("+"):
        return first, others[0]
    return first, next(way for way in others if over.model in way.split("+"))
