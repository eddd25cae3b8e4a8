"""Advertised prices of a product at outlets, week by week, relative to the list price."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.terms_of_rows import terms_of
from simulator.views.pictures.style import (
    BEYOND_SCENARIOS,
    COLOURS,
    GREY,
    Picture,
    blank,
    cut,
    drawn,
    legend_below,
)

LEAST_SPAN = 25
"""Prices below the list price that are always in view, so that little is seen to be little [% of it]."""


@PICTURES.register("advertised_prices", formerly=("street_prices",))
@drawn
def advertised_prices(ledger: Ledger, product: str | None = None) -> Picture:
    """Draw the prices asked for a product by outlets that have it: all, the middle half, and the median.

    One colour a way to market, as a manager calls it. *product* is by default the first one of the focal
    manufacturer. Prices are shares of the list price [%], so that erosion and dispersion can be read off one
    axis.
    """
    header = ledger.header
    name = product or next(n for n in header.products if header.maker_of(n) == header.scenario.focal_maker)
    posted = rows_of(ledger, "posting")
    posted = posted.where((posted["product"] == header.products.index(name)) & (posted["units"] > 0))
    share = 100 * posted["price"] / terms_of(ledger, posted).list_price
    ways = np.array(["", *(member.in_channel for member in header.members), ""])[posted.who]
    picture, (axes,) = blank(height=3.2)
    for number, way in enumerate(dict.fromkeys(ways.tolist())):
        mine = ways == way
        weeks = np.unique(posted.when[mine])
        low, quarter, middle, three_quarters, high = (
            np.array([np.quantile(share[mine & (posted.when == week)], q) for week in weeks])
            for q in (0.0, 0.25, 0.5, 0.75, 1.0)
        )
        colour = COLOURS[(BEYOND_SCENARIOS + number) % len(COLOURS)]
        axes.fill_between(weeks, low, high, color=colour, alpha=0.12, linewidth=0)
        axes.fill_between(weeks, quarter, three_quarters, color=colour, alpha=0.25, linewidth=0)
        axes.plot(weeks, middle, color=colour, label=cut(way))
    axes.axhline(100, color=GREY, linewidth=1, linestyle="--", zorder=0)
    axes.set(
        title=f"{cut(header.scenario.name, 50)}: prices asked for {name} (median, middle half, all)",
        xlabel="week",
        ylabel="price asked [% of the list price]",
    )
    bottom, top = axes.get_ylim()
    axes.set_ylim(min(bottom, 100 - LEAST_SPAN), max(top, 100 + LEAST_SPAN / 5))
    legend_below(picture, axes, columns=4)
    return picture
