"""Metric name: a metric as people write it."""


def name_of(metric: str) -> str:
    """Return a metric's name as people write it.

    >>> name_of("sell_through_a"), name_of("fill_rate")
    ('sell-through A', 'fill rate')
    """
    name = metric.replace("_", " ").replace("sell ", "sell-", 1)
    return name[:-1] + name[-1].upper() if name[-2:-1] == " " else name
