"""Pictures: one figure a file, each a function of a ledger or of runs, for notebooks and reports.

    channel_graph(ledger)             suppliers and buyers: width is units, colour is conflict
    units_over_time(runs)             units a week and in all, with bands, and the weeks in which lines cross
    sell_through_over_time(runs)      the rate: sold of what there was to sell, week by week
    names_and_ratings(runs)           what names are worth, and how products are rated, week by week
    customers_kept(runs)              how many customers stay, by age, and how many own something, by week
    conflict_parts(runs)              conflict by type, and the dyads that fight most
    who_resents_whom(ledger)          what outlets hold against others, and over what
    disputes_over_time(ledger)        how far disputes go, review by review
    paired_differences(comparison)    how each number differs, seed by seed
    advertised_prices(ledger)         what outlets ask, week by week, against the list price
    funnel_steps(runs)                how far needs come
    journey_map(ledger)               the way of needs by stages and kinds of outlets, and why they leave
    lost_units(runs)                  where needs were lost
    profit_against_conflict(runs)     what the manufacturer earns in each scenario, and at what conflict
    heat_map(sweep, metric)           a number at every pair of levels of two factors
    tornado(sweep, metric)            how far a number moves with each factor
    payoffs(comparison)               contribution of each way to market and surplus, and how they differ
    price_waterfall(ledger)           from list price to what is left of a unit, firm by firm
    profit_waterfall(runs)            from the maker's net sales to its contribution, by way to market
    decomposition(decomposition)      what of a difference is the channel's, what the message's
    pipeline(ledger)                  on hand, under way and owed at each step from the factory down
    bullwhip_fan(ledger)              what every step orders, and how much more it varies than demand
    need_flows(split)                 what outlets sold, by what became of the same needs without them
    disputes_over_time(ledger)        how far outlets went in their disputes, review by review
    who_resents_whom(ledger)          what outlets hold against others

*ledger* is a run's, as `simulator.simulate` returns it; *runs* are what `simulator.replicate` returns, or
those of a comparison; *comparison* is what `simulator.compare` returns, *split* what
`simulator.split_by_need` does, *sweep* what `simulator.sweep` does, and *decomposition* what
`simulator.decompose` or `Comparison.split_by_levers` does. *metric* is what to draw, *metrics* are several,
in the words of ``simulator list metrics``; left out, what the picture is about.
All are drawn without a window or a screen. Colours are told apart by colour-blind eyes (Okabe & Ito 2008).
To add one: a file here whose function registers itself with ``@PICTURES.register("name")``.
"""

import importlib
import pkgutil

from simulator.domain.registries import PICTURES

for _file in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_file.name}")
globals().update(PICTURES.items())  # a function stands in place of the file of the same name

__all__ = PICTURES.names()  # noqa: PLE0605 - a list, filled by the files


def __getattr__(name: str) -> object:
    """Return a picture that was registered later, in a notebook, or under a former name."""
    if name not in PICTURES:
        raise AttributeError(f"no picture called {name!r}; {PICTURES.suggestion(name)}")
    return PICTURES.get(name)


def __dir__() -> list[str]:
    return PICTURES.names()
