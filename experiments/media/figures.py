"""Figures of media: what is asked of the runs of each question of `experiments/what_media_do.py`."""

from dataclasses import dataclass

import numpy as np

from experiments.media.worlds import YEAR
from simulator import Scenario, measure
from simulator.base.arrays import Floats
from simulator.domain.product.benefits import BENEFITS
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.value_gained import cash
from simulator.market.simulate import opened, use_columns_if_faster
from simulator.mechanisms.communication.awareness import share_aware

QUARTER = 26
"""The last week of the posters in espresso_outdoor_north.yaml."""


@dataclass(frozen=True)
class Played:
    """A run, and what people know and believe of the focal maker's first product, as no ledger tells."""

    ledger: Ledger
    known: Floats
    """How many know it by what their cell has heard, at each week's end [share, W, C]."""
    trust: float
    """How far claims about it are believed at the end, beside the credibility of their source [share]."""
    believed: float
    """What is believed of its quality at the end [0 … 1]."""


def play(scenario: Scenario, seed: int) -> Played:
    """Play a run, and look at what people know, week by week."""
    market = opened(scenario, seed)
    use_columns_if_faster(market)
    own = [name for name, one in scenario.products.items() if one.maker == scenario.focal_maker]
    number, minds, known = market.product_number[own[0]], market.brand_knowledge, []
    for _ in range(scenario.weeks):
        market.step()
        known.append(share_aware(minds.adstock[:, number], scenario.response.always_aware))
    people = market.run_tables.sizes
    believed = minds.belief[:, number, BENEFITS.index("quality")]
    return Played(
        market.ledger.close(),
        np.array(known),
        float(np.average(minds.owner_talk.trust[:, number], weights=people)),
        float(np.average(believed, weights=people)),
    )


def parts(ledger: Ledger, metric: str, by: str, says: str, times: float = 1.0) -> dict[str, float]:
    """Return each part of an answer, multiplied, under words of its own."""
    found = measure(ledger, metric, by=by)
    return {says.format(key): times * float(value) for key, value in found.items()}


def closing(run: Played) -> dict[str, float]:
    """Return what is sold and left over, and where needs are lost."""
    ledger = run.ledger
    return {
        "units sold": measure(ledger, "units_sold"),
        "the maker's contribution, media paid": measure(ledger, "contribution"),
        "paid for media": measure(ledger, "media_cost"),
        "contacts": measure(ledger, "media_contacts"),
        **parts(ledger, "lost_demand", "reason", "needs lost: {}"),
        **parts(ledger, "drop_offs", "stage", "drop-offs: {}"),
        "on their way at the end": measure(ledger, "in_process"),
        **parts(ledger, "funnel", "format", "met of those that came, %: {}", 100.0),
    }


def visits(run: Played) -> dict[str, float]:
    """Return what banners reach, cost and sell."""
    ledger = run.ledger
    seen, sold = (measure(ledger, metric, by="format") for metric in ("traffic", "units_sold"))
    met, paid = (measure(ledger, metric, by="medium") for metric in ("media_contacts", "media_cost"))
    return {
        "visits to the web store": seen.get("web_store", 0.0),
        "contacts with banners": met.get("banners", 0.0),
        "paid for banners": paid.get("banners", 0.0),
        "units sold": measure(ledger, "units_sold"),
        "units sold at the web store": sold.get("web_store", 0.0),
        "needs lost unaware": measure(ledger, "lost_demand", by="reason")["unaware"],
        "needs lost to the message": measure(ledger, "lost_demand", by="reason")["message"],
        "the maker's contribution, media paid": measure(ledger, "contribution"),
    }


def listings(run: Played) -> dict[str, float]:
    """Return sales, money left and the cost of a contact, by member."""
    ledger, shown = run.ledger, run.ledger.table("touchpoint").query("medium == 'listings'")
    own, rival = ledger.header.scenario.focal_maker, "meridian"
    step = ledger.header.scenario.units.money_step
    found = {
        **parts(ledger, "units_sold", "maker", "units sold: {}"),
        f"contribution: {own}": measure(ledger, "contribution"),
        "contribution: marketplace": measure(ledger, "contribution", by="tier")["marketplace"],
        f"received less paid: {rival}": cash(ledger)[ledger.header.parties.index(rival)] * step,
        **parts(ledger, "lost_demand", "reason", "needs lost: {}"),
    }
    for maker, product in ((own, "machine"), (rival, "meridian_one")):
        mine = shown[shown["product"] == product]
        contacts, cost = float(mine["contacts"].sum()), float(mine["cost"].sum())
        found |= {f"contacts with listings: {maker}": contacts, f"paid for listings: {maker}": cost}
        found[f"price of a contact: {maker}"] = cost / contacts if contacts else float("nan")
    return found


def posters(run: Played) -> dict[str, float]:
    """Return region by region what people know and buy."""
    ledger, found = run.ledger, {}
    region = np.array([cell.region for cell in ledger.header.cells])
    people = np.array([cell.customers for cell in ledger.header.cells], dtype=np.float64)
    sold, met = (measure(ledger, metric, by="region") for metric in ("units_sold", "media_contacts"))
    rivals = ledger.table("sale").query("product == 'meridian_one'")
    where = rivals["cell"].str.rsplit("/", n=1).str[-1]
    for name in ledger.header.scenario.regions:
        known = 100 * np.average(run.known, axis=1, weights=np.where(region == name, people, 0.0))
        found |= {
            f"know it as the posters end, %: {name}": float(known[QUARTER - 1]),
            f"know it at the end of the year, %: {name}": float(known[-1]),
            f"units sold: {name}": float(sold[name]),
            f"the rival's units: {name}": float(rivals.loc[where == name, "units"].sum()),
            f"contacts: {name}": float(met[name]),
        }
    return found


def promise(run: Played) -> dict[str, float]:
    """Return what a lie sells early and late, and what it leaves."""
    ledger = run.ledger
    sold = measure(ledger, "units_sold", by="week")
    return {
        "units sold, first year": float(sold.iloc[:YEAR].sum()),
        "units sold, third year": float(sold.iloc[-YEAR:].sum()),
        "the maker's contribution, media paid": measure(ledger, "contribution"),
        "what customers gain": measure(ledger, "experienced_surplus"),
        "satisfaction, %": 100 * measure(ledger, "satisfaction"),
        "disappointed, %": 100 * measure(ledger, "disappointed"),
        "claims still believed at the end, %": 100 * run.trust,
        "quality as believed at the end, %": 100 * run.believed,
        **parts(ledger, "media_contacts", "medium", "contacts: {}"),
    }


FIGURES = {
    "closing": closing,
    "visits": visits,
    "listings": listings,
    "posters": posters,
    "promise": promise,
}
