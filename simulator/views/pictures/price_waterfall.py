"""Price waterfall: from the list price of a unit to what is left of it, firm by firm, step by step."""

import pandas as pd

from simulator.base.registry import UnknownNameError, suggestion
from simulator.domain.registries import PICTURES
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.channels import focal_channel
from simulator.metrics.money.pocket_margin import price_waterfall as waterfall_of_firms
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import Picture, blank, cut, drawn, names_at_left
from simulator.views.pictures.waterfall_bars import waterfall_bars

MOST_FIRMS = 6
"""Firms are drawn one by one up to so many; of more, firms of one kind are drawn together."""
ABREAST, ROW = 3, 0.2
FIRST, LAST = "list price", "left per unit"
LESS_THAN = 0.005
"""A step that comes to less everywhere is not drawn [currency per unit]."""


@PICTURES.register("price_waterfall")
@drawn
def price_waterfall(ledger: Ledger, firms: tuple[str, ...] = ()) -> Picture:
    """Draw what each step takes of the list price of a unit, down to what is left of it (pocket margin).

    A panel for each firm that sells the focal manufacturer's products, with what it owns; where they are
    many, one for all outlets of a kind, in the mean of units sold. *firms* names those to draw, one by one.
    Bars sum to contribution a unit, as `pocket_margin` tells it by step [currency per unit sold, with all
    that a firm sells]. Orange takes, blue adds; steps that come to nothing in all panels are left out.
    Raises UnknownNameError for a name of no firm that sold something.
    """
    each = waterfalls(ledger, firms)
    steps = [str(name) for name in each if name == FIRST or (each[name].abs() >= LESS_THAN).any()]
    abreast = 1 if is_narrow() else max(1, min(len(each), ABREAST))
    deep = max(1, -(-len(each) // abreast))
    picture, places = blank(deep, abreast, height=deep * (0.9 + ROW * (len(steps) + 1)))
    for axes in places[len(each) :]:
        axes.set_axis_off()
    for axes, (name, row) in zip(places, each.iterrows(), strict=False):
        waterfall_bars(axes, [(step, row[step]) for step in steps], row.sum())
        names_at_left(axes, range(len(steps) + 1), [*steps, LAST])
        axes.set(title=cut(str(name), 72 // abreast))
    run = ledger.header.scenario
    about = f"{cut(run.name)}: from list price to what is left [{run.units.currency} per unit sold]"
    picture.supxlabel(about, fontsize=9)
    return picture


def waterfalls(ledger: Ledger, firms: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the steps of each panel, firms or kinds of them [currency per unit sold]."""
    money, units = waterfall_of_firms(ledger)
    sellers = list(money.index[units > 0.0])
    for name in firms:
        if name not in sellers:
            raise UnknownNameError(f"no firm called '{name}' sold anything; {suggestion(name, sellers)}")
    known = focal_channel(ledger.header)
    shown = list(firms) or [name for name in sellers if name in known]
    kinds = [name if firms else _panel(ledger.header, name, len(shown)) for name in shown]
    size = pd.Series(kinds, dtype=object).value_counts()
    names = [kind if size[kind] == 1 else f"{size[kind]} × {kind}" for kind in kinds]
    together = money.loc[shown].groupby(names, sort=False).sum()
    return together.div(units[shown].groupby(names, sort=False).sum(), axis=0)


def _panel(header: RunHeader, name: str, firms: int) -> str:
    """Return the name of a firm's panel: its own where firms are few, or it makes things, else its kind."""
    member = header.member(name)
    if firms <= MOST_FIRMS or member.role == "manufacturer":
        return name
    kind = member.format or member.in_tier
    return f"{kind} seller" if member.hosted_by else kind
