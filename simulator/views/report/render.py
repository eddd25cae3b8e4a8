"""Render: a comparison as a page of its own, `report.html`.

It prints whole: what is folded up on a screen is unfolded on paper (`::details-content`; a rule for the
children of `details` does nothing in Chromium since 2024), tables wrap, and the ids of each figure begin with
its name.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from simulator.domain.registries import REPORTS
from simulator.scenario.errors.quoting import visible
from simulator.scenario.yaml.number_sources import SourcedNumber
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.decompose import Decomposition
from simulator.studies.comparison.lever_split import LeverSplit
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.split_of_runs import fetched
from simulator.studies.robustness import RANKED_DRAWS
from simulator.studies.robustness.assumptions import assumptions_of
from simulator.studies.robustness.robustness import SPREAD, Robustness
from simulator.studies.runs.runner import Play, simulated
from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.advertised_prices import advertised_prices
from simulator.views.pictures.channel_graph import channel_graph
from simulator.views.pictures.conflict_parts import conflict_parts
from simulator.views.pictures.customers_kept import customers_kept, customers_kept_told, has_customers_kept
from simulator.views.pictures.decomposition import decomposition
from simulator.views.pictures.disputes_over_time import disputes_over_time
from simulator.views.pictures.funnel_steps import funnel_steps
from simulator.views.pictures.journey_map import journey_map
from simulator.views.pictures.lost_units import lost_units
from simulator.views.pictures.names_and_ratings import has_names_or_ratings, names_and_ratings
from simulator.views.pictures.narrow import narrow
from simulator.views.pictures.need_flows import need_flows
from simulator.views.pictures.paired_differences import paired_differences
from simulator.views.pictures.payoffs import payoffs
from simulator.views.pictures.price_waterfall import price_waterfall
from simulator.views.pictures.profit_against_conflict import profit_against_conflict
from simulator.views.pictures.profit_waterfall import profit_waterfall
from simulator.views.pictures.sell_through_over_time import sell_through_over_time
from simulator.views.pictures.style import Picture
from simulator.views.pictures.units_over_time import units_over_time
from simulator.views.pictures.who_resents_whom import who_resents_whom
from simulator.views.report import content
from simulator.views.report.by_need import by_need
from simulator.views.report.cohorts import COHORT_HEADS, cohort_table
from simulator.views.report.confidence import assumed as tell_assumed
from simulator.views.report.confidence import luck
from simulator.views.report.levers import levers_table
from simulator.views.report.lost_demand import lost_demand_table, most_changed
from simulator.views.report.maker_statement import statements
from simulator.views.report.parameters import counted, parameters
from simulator.views.report.payoffs import gains_and_losses, payoff_table
from simulator.views.report.sources_of_volume import sources_of_volume

SECTIONS = {
    "differs": "What differs",
    "numbers": "The numbers",
    "parts": "Whose doing",
    "who": "Who wins",
    "units": "Units",
    "path": "Week by week",
    "conflict": "Conflict",
    "sure": "How sure",
    "behind": "Behind it",
}


@REPORTS.register("comparison")
def write_report(
    path: str | Path,
    comparison: Comparison,
    parts: Sequence[Decomposition] = (),
    assumed: Mapping[str, Sequence[Robustness]] | None = None,
    sources: Sequence[SourcedNumber] = (),
    splits: Sequence[LeverSplit] = (),
    needs: Sequence[NeedSplit] = (),
    play: Play = simulated,
) -> Path:
    """Write the report of a comparison that was asked the headlines and what stands behind them.

    *parts*, *assumed*, *sources*, *splits* and *needs* are told where they are given. For the pictures
    of its channel and its prices one run of each scenario is read where it was kept, or played again. Raises
    UnknownQuestionError if too little was asked.
    """
    told = _told(comparison, list(parts), assumed or {}, list(sources), list(splits))
    drawings, graphs, prices = _drawn(comparison, list(parts), play)
    for number, one in enumerate(splits):
        drawings |= for_both(f"levers-{number}", decomposition, one)
    drawings |= {f"needs-{number}": need_flows(one) for number, one in enumerate(needs)}
    rooms = Environment(loader=PackageLoader("simulator.views.report", "."), autoescape=True)
    page = rooms.get_template("page.html").render(
        **told,
        by_need=by_need(comparison, needs),
        pictures={name: picture.svg(name) for name, picture in drawings.items()},
        graphs=graphs,
        prices=prices,
    )
    Path(path).write_text(visible(page), encoding="utf-8")
    return Path(path)


def _told(
    comparison: Comparison,
    parts: list[Decomposition],
    assumed: Mapping[str, Sequence[Robustness]],
    sources: list[SourcedNumber],
    splits: list[LeverSplit],
) -> dict[str, Any]:
    span, transition = content.transition(comparison)
    return {
        **_setting_told(comparison),
        "verdict": comparison.verdict().splitlines(),
        "sections": [(name, told) for name, told in SECTIONS.items() if parts or splits or name != "parts"],
        "settings": content.settings(comparison),
        "heads": content.heads(comparison),
        "table": content.table(comparison),
        "notes": content.notes(comparison),
        "parts": content.parts(parts),
        "splits": [levers_table(one) for one in splits],
        "worst_off": content.worst_off(comparison),
        "gainers": gains_and_losses(comparison),
        "gains": payoff_table(comparison),
        "statements": statements(comparison),
        "lost": lost_demand_table(comparison),
        "changed": most_changed(comparison),
        **_cohorts_told(comparison),
        "pair_heads": content.pair_heads(comparison),
        "crossings": content.crossings(comparison),
        "stock": content.channel_stock(comparison),
        "origins": sources_of_volume(comparison),
        "span": span,
        "transition": transition,
        **_confidence_told(comparison, assumed),
        "counted": counted(sources),
        "parameters": parameters(sources),
        "made": f"Made by channel-simulator {version('channel-simulator')}; "
        "the same files and seeds make the same numbers.",
    }


def _cohorts_told(comparison: Comparison) -> dict[str, Any]:
    given = comparison.runs.scenarios[comparison.baseline]
    return {
        "cohort_heads": [head.format(currency=given.units.currency) for head in COHORT_HEADS],
        "cohorts": cohort_table(comparison),
        "value_weeks": max(1, (given.weeks - given.warm_up) // 2),
        "kept_told": customers_kept_told(comparison.runs),
    }


def _setting_told(comparison: Comparison) -> dict[str, Any]:
    given = [comparison.runs.scenarios[label] for label in comparison.labels]
    return {
        "title": " · ".join(comparison.labels),
        "baseline": comparison.baseline,
        "seeds": len(comparison.runs.seeds),
        "first_seed": comparison.runs.seeds[0],
        "customers": written(given[0].customers),
        "people": given[0].people_per_customer,
        "weeks": given[0].weeks,
        "currency": given[0].units.currency,
        "situation": list(dict.fromkeys(scenario.situation for scenario in given if scenario.situation)),
    }


def _confidence_told(comparison: Comparison, assumed: Mapping[str, Sequence[Robustness]]) -> dict[str, Any]:
    given = comparison.runs.scenarios[comparison.labels[0]]
    return {
        "luck": luck(comparison),
        "assumed": tell_assumed(assumed, comparison),
        "assumed_about": ", ".join(assumption.name for assumption in assumptions_of(given)),
        "ranked": any(one.draws >= RANKED_DRAWS for told in assumed.values() for one in told),
        "ranked_from": RANKED_DRAWS,
        "assumed_seeds": max((one.seeds for told in assumed.values() for one in told), default=0),
        "spread": f"{100 * SPREAD:.0f}",
    }


def _drawn(
    comparison: Comparison, parts: list[Decomposition], play: Play
) -> tuple[dict[str, Picture], list[tuple[str, str]], list[tuple[str, str]]]:
    """Draw all pictures; return them by name, and the names of the channel and price pictures by scenario."""
    runs = comparison.runs
    drawings: dict[str, Picture] = {}
    whole: dict[str, Callable[[Any], Picture]] = {
        "verdict": profit_against_conflict,
        "lost": lost_units,
        "funnel": funnel_steps,
        "units": units_over_time,
        "rate": sell_through_over_time,
        "conflict": conflict_parts,
        **({"names": names_and_ratings} if has_names_or_ratings(runs) else {}),
        **({"kept": customers_kept} if has_customers_kept(runs) else {}),
    }
    for name, draw in whole.items():
        drawings |= for_both(name, draw, runs)
    drawings |= for_both("differences", paired_differences, comparison)
    drawings |= for_both("who", payoffs, comparison)
    for number, one in enumerate(parts):
        drawings |= for_both(f"parts-{number}", decomposition, one)
    graphs, prices = [], []
    for number, label in enumerate(comparison.labels):
        ledger = fetched(runs, label, runs.seeds[0], play)()
        drawings[f"graph-{number}"] = channel_graph(ledger)
        drawings |= for_both(f"prices-{number}", advertised_prices, ledger)
        drawings |= for_both(f"pocket-{number}", price_waterfall, ledger)
        drawings |= for_both(f"profit-{number}", partial(profit_waterfall, labels=(label,)), runs)
        if runs.scenarios[label].stages:
            drawings[f"journey-{number}"] = journey_map(ledger)
        if ledger.count("grievance"):
            drawings[f"felt-{number}"] = who_resents_whom(ledger)
            drawings |= for_both(f"disputes-{number}", disputes_over_time, ledger)
        graphs.append((f"graph-{number}", label))
        prices.append((f"prices-{number}", label))
    return drawings, graphs, prices


def for_both[T](name: str, draw: Callable[[T], Picture], subject: T) -> dict[str, Picture]:
    """Return a picture by its name as a page is wide, and by `NAME-narrow` as a phone is."""
    with narrow():
        small = draw(subject)
    return {name: draw(subject), f"{name}-narrow": small}
