"""Advice page: the leading distribution model by segment, its reasons, and the break-even points."""

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from simulator.studies.advice.advice import Advice, Lead, RankedModel
from simulator.studies.advice.break_even import BreakEven
from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import mean_and_half_width, unit_label
from simulator.studies.runs.questions import unit_of
from simulator.views.output.tables import new_table, show

if TYPE_CHECKING:
    from rich.table import Table


def show_advice(advice: Advice) -> None:
    """Print the answer in sentences, then the ranking, the reasons and the break-even points."""
    show(*sentences(advice), "", _title(advice), _ranking(advice))
    for lead in advice.leads:
        show(f"{lead.customers}: what {lead.first} has more than {lead.second}", _why(advice, lead))
    if advice.break_evens:
        show("Where the first two change places", _turns(advice))
    show("± is half a 95 % interval; parts of the lead sum to it, those of mechanisms need not.")


def sentences(advice: Advice) -> list[str]:
    """Return for each segment the leading distribution model, and whether the lead is significant.

    First of all stands where every way to market loses money.
    """
    return [
        *_losses(advice),
        *(_sentence(advice, lead) for lead in advice.leads),
        *(_turned(customers, flip) for customers, flip in advice.break_evens),
    ]


def _losses(advice: Advice) -> Iterator[str]:
    """Yield a sentence for each kind of customers for which every way to market loses money."""
    if advice.unit != advice.scenario.units.currency:
        return
    for customers in dict.fromkeys(one.customers for one in advice.ranking):
        ways = [one for one in advice.ranking if one.customers == customers]
        best = max(ways, key=lambda one: one.mean.mean)
        if all(one.mean.mean < 0 for one in ways):
            least = f"{mean_and_half_width(best.mean, advice.unit)} {advice.unit}"
            yield f"{customers}: every way to market loses money; {best.way} loses least ({least})."


def _sentence(advice: Advice, lead: Lead) -> str:
    by, what = lead.lead.difference, name_of(advice.metric)
    unit = unit_label(advice.unit, difference=True)
    size = f"{mean_and_half_width(by, advice.unit, sign=True)} {unit}".strip()
    if by.n < 2:
        return f"{lead.customers}: {lead.first} is first in {what} in the one seed played; one tells little."
    if not (by.tells_a_difference or lead.lead.is_constant):
        return (
            f"{lead.customers}: {lead.first} and {lead.second} cannot be told apart in {what} "
            f"from {by.n} seeds ({size})."
        )
    return f"{lead.customers}: {lead.first} is first in {what}, ahead of {lead.second} by {size}."


def _turned(customers: str, flip: BreakEven) -> str:
    over = flip.over
    span = f"[{over.formatted(over.low)}, {over.formatted(over.high)}]"
    if flip.at is None:
        return f"{customers}: {over.key}: no flip in {span}; {_without_flip(flip, flip.second)}."
    is_sure = not isnan(flip.low)
    sure = (
        f"{over.formatted(flip.low)} to {over.formatted(flip.high)}"
        if is_sure
        else "one seed cannot tell how surely"
    )
    doubt = "" if flip.is_significant else "; the seeds do not tell who is ahead beyond it"
    return (
        f"{customers}: {over.key}: {flip.first} and {flip.second} change places at {over.formatted(flip.at)} "
        f"({sure}){doubt}."
    )


def _without_flip(flip: BreakEven, second: str = "") -> str:
    """Describe a range without a break-even point: the leader, or that no lead is significant.

    The seeds tell it where they do at one value at least: elsewhere the lead is on the same side of zero.
    """
    leads = [lead for lead in flip.leads.values() if lead.n]
    if any(lead.n < 2 or lead.low > 0 for lead in leads):
        return f"{flip.first} stays ahead of {second}" if second else f"{flip.first} stays ahead"
    return f"{flip.first} and {second} cannot be told apart" if second else "cannot be told apart"


def _title(advice: Advice) -> str:
    count = len(advice.seeds)
    return f"Ranked by {name_of(advice.metric)}, from {count} seed{'s' * (count != 1)}"


def _ranking(advice: Advice) -> "Table":
    table = new_table()
    table.add_column("", no_wrap=True)
    measured = list(advice.ranking[0].measured)
    table.add_column(_head(advice.metric, advice.unit), justify="right")
    table.add_column("behind the first", justify="right")
    for name in measured:
        table.add_column(_head(name, unit_of(name, advice.scenario)), justify="right")
    customers = ""
    for standing in advice.ranking:
        if standing.customers != customers:
            customers = standing.customers
            table.add_row(customers, style="bold")
        table.add_row(*_row(advice, standing, measured))
    return table


def _head(metric: str, unit: str) -> str:
    told = unit_label(unit)
    return f"{name_of(metric)} [{told}]" if told and told != "units" else name_of(metric)


def _row(advice: Advice, standing: RankedModel, measured: list[str]) -> Iterator[str]:
    yield f"  {standing.rank} {standing.way}"
    yield mean_and_half_width(standing.mean, advice.unit)
    behind = standing.lead.difference if standing.lead else None
    if behind is None:
        yield ""
    else:
        told = mean_and_half_width(behind, advice.unit)
        yield told if behind.tells_a_difference else f"({told})"
    for name in measured:
        yield mean_and_half_width(standing.measured[name], unit_of(name, advice.scenario))


def _why(advice: Advice, lead: Lead) -> "Table":
    table = new_table()
    table.add_column("", no_wrap=True)
    table.add_column(unit_label(advice.unit), justify="right")
    for name, effect in lead.parts:
        table.add_row(f"  {name}", mean_and_half_width(effect, advice.unit, sign=True))
    table.add_row("the lead", mean_and_half_width(lead.lead.difference, advice.unit, sign=True), style="bold")
    for name, effect in lead.mechanisms:
        told = mean_and_half_width(effect, advice.unit, sign=True)
        table.add_row(
            f"  of it goes without {name_of(name)}", told if effect.tells_a_difference else f"({told})"
        )
    return table


def _turns(advice: Advice) -> "Table":
    table = new_table()
    for head in ("", "from … to", "change places at", "95 % interval"):
        table.add_column(head, justify="left" if not head else "right")
    for customers, flip in advice.break_evens:
        over = flip.over
        span = f"{over.low:.4g} … {over.high:.4g}{'x' * over.is_multiple}"
        key = f"{customers}: {over.key}" + (f" ({' → '.join(over.kinds)})" if over.kinds else "")
        if flip.at is None:
            table.add_row(key, span, "no flip", _without_flip(flip))
        else:
            table.add_row(key, span, f"{flip.at:.4g}", f"{flip.low:.4g} … {flip.high:.4g}")
    return table
