"""Metric name: a metric as people write it."""

from simulator.domain.registries import METRICS


def name_of(metric: str) -> str:
    """Return a metric's name as people write it.

    >>> name_of("sell_through_a"), name_of("fill_rate")
    ('sell-through A', 'fill rate')
    """
    name = metric.replace("_", " ").replace("sell ", "sell-", 1)
    return name[:-1] + name[-1].upper() if name[-2:-1] == " " else name


def title_of(metric: str) -> str:
    """Return the title of a metric's whole, where its name does not say of which party it is.

    >>> title_of("contribution"), title_of("fill_rate")
    ('contribution of the maker', 'fill rate')
    """
    called: str = getattr(METRICS.get(metric), "called", "") if metric in METRICS else ""
    return called or name_of(metric)
