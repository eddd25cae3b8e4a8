"""Pictures: one figure a file, each a function of a ledger or of runs, for notebooks and reports.

    channel_graph(ledger)             who supplies whom: width is units, colour is conflict
    units_over_time(runs)             units a week and in all, with bands, and the weeks in which lines cross
    sell_through_over_time(runs)      the rate: sold of what there was to sell, week by week
    conflict_parts(runs)              conflict by type, and the dyads that fight most
    paired_differences(comparison)    how each number differs, seed by seed
    street_prices(ledger)             what outlets ask, week by week, against the list price
    funnel_steps(runs)                how far needs come
    lost_units(runs)                  where needs were lost
    who_wins(comparison)              what is left to whom, and how that differs
    parts_of_difference(parts)        what of a difference is the channel's, what the message's
    pipeline(ledger)                  on hand, under way and owed at each step from the factory down
    bullwhip_fan(ledger)              what every step orders, and how much more it varies than demand

All are drawn without a window or a screen. Colours are told apart by colour-blind eyes (Okabe & Ito 2008).
To add one: a file here and a line below.
"""

from simulator.views.pictures.bullwhip_fan import bullwhip_fan
from simulator.views.pictures.channel_graph import channel_graph
from simulator.views.pictures.conflict_parts import conflict_parts
from simulator.views.pictures.funnel_steps import funnel_steps
from simulator.views.pictures.lost_units import lost_units
from simulator.views.pictures.paired_differences import paired_differences
from simulator.views.pictures.parts_of_difference import parts_of_difference
from simulator.views.pictures.pipeline import pipeline
from simulator.views.pictures.sell_through_over_time import sell_through_over_time
from simulator.views.pictures.street_prices import street_prices
from simulator.views.pictures.units_over_time import units_over_time
from simulator.views.pictures.who_wins import who_wins

__all__ = [
    "bullwhip_fan",
    "channel_graph",
    "conflict_parts",
    "funnel_steps",
    "lost_units",
    "paired_differences",
    "parts_of_difference",
    "pipeline",
    "sell_through_over_time",
    "street_prices",
    "units_over_time",
    "who_wins",
]
