"""Distribution coverage: outlets that handle a product, week by week, and their sales of its category.

The unit is an outlet in a week. It handles a product if it opens the week with it in stock, or sells it.
So it is the same for a shop and for a web store, and

    share = weighted distribution × share inside handlers

holds exactly, over any weeks and outlets: own / all = (inside / all) · (own / inside), inside being what
handlers sold of the category.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, weeks

type Integers = NDArray[np.int64]


@dataclass(frozen=True)
class DistributionCoverage:
    """Points of distribution and units sold, slice by slice, after the warm-up."""

    own: Numbers
    """Sold of the products in question [units]."""
    inside: Numbers
    """Sold of their categories where they were handled [units]."""
    points: Numbers
    """Points of distribution: outlets × weeks × products handled [outlet-weeks]."""


def distribution_coverage(ledger: Ledger, parts: Breakdown) -> DistributionCoverage:
    """Return distribution and sales of the focal products, or by product, of every product by itself."""
    header = ledger.header
    by_product = parts.by == "product"
    sales, posted = rows_of(ledger, "sale"), rows_of(ledger, "posting")
    offered = _joined(posted.where(posted["units"] > 0), sales)
    if not by_product:
        offered = offered.where(header.focal_products[offered["product"]])
    points = _distinct(offered, offered["product"])
    pairs = points if by_product else _distinct(offered, categories_of(header)[offered["product"]])
    own = sales if by_product else sales.focal()
    inside = parts.total(pairs, _sold_there(sales, pairs))
    return DistributionCoverage(
        own=parts.total(own, own.units),
        inside=inside,
        points=parts.total(points, np.ones(len(points))),
    )


def categories_of(header: RunHeader) -> Integers:
    """Return the number of the category of each product, by code."""
    products = header.scenario.products
    return np.asarray(
        [header.categories.index(products[name].category) for name in header.products], np.int64
    )


def numeric_distribution_of_all(ledger: Ledger) -> pd.Series:
    """Return by product, every manufacturer's, the share of outlets that handle it; mean over weeks.

    Of all outlets that ever ask a price for anything. Products that nobody handled are not told.
    """
    parts = Breakdown(ledger, "product")
    outlets = np.unique(all_rows(ledger, "posting").who).size
    points = distribution_coverage(ledger, parts).points
    shares = ratio(points, np.full(points.size, float(outlets * weeks(ledger))))
    return pd.Series(parts.answer(shares))


def units_of_categories(sales: Rows, parts: Breakdown) -> Numbers:
    """Return units sold of the categories in question, in each slice; by product, of its category."""
    header = sales.header
    category = categories_of(header)
    if parts.by == "product":
        of_all = np.bincount(category[sales["product"]], sales.units, minlength=len(header.categories))
        return np.asarray(of_all[category], np.float64)
    chosen = np.isin(category, category[header.focal_products[:-1]])
    sales = sales.where(chosen[sales["product"]])
    return parts.total(sales, sales.units)


def _joined(one: Rows, other: Rows) -> Rows:
    """Return week, outlet and product of the rows of both."""
    names = ("week", "outlet", "product")
    columns = {name: np.concatenate((one[name], other[name])) for name in names}
    return Rows(one.header, columns, "outlet", "week")


def _distinct(rows: Rows, what: Column) -> Rows:
    """Return one row for every different week, outlet and value of *what*."""
    _, first = np.unique(np.stack((rows.when, rows.who, what)), axis=1, return_index=True)
    return rows.where(first)


def _sold_there(sales: Rows, pairs: Rows) -> Numbers:
    """Return for each row the units of its product's category that its outlet sold in its week [units]."""
    category = categories_of(sales.header)
    places = np.concatenate([_places(sales, category), _places(pairs, category)], axis=1)
    _, number = np.unique(places, axis=1, return_inverse=True)
    sold = np.bincount(number[: len(sales)], sales.units, minlength=int(number.max(initial=-1)) + 1)
    return np.asarray(sold[number[len(sales) :]], np.float64)


def _places(rows: Rows, category: Integers) -> Column:
    return np.stack((rows.when, rows.who, category[rows["product"]]))
