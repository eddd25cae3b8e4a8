"""Descriptions of use: how often a category is needed, how long goods last, and how customers leave."""

from collections.abc import Iterator

from simulator.domain.people.need import Need
from simulator.domain.product.community import Community
from simulator.domain.product.product import Product
from simulator.scenario.describe.number_words import counted, listed, number, percent

NEXT_ONE = {
    "absorbed": "the next is one with it",
    "overtakes": "the next takes its place",
    "adds_up": "the next adds up with it",
}


def how_often(need: Need, currency: str) -> str:
    """Say how often a category is needed, how long a need lasts that finds nothing, and what comes beside."""
    often = f"{number(need.per_year)} times a year"
    if need.lasts_weeks > 1:
        chance = (
            "" if need.kept_per_week == 1 else f", of which {percent(need.kept_per_week)} are kept each week"
        )
        next_one = NEXT_ONE[need.meanwhile]
        wider = "" if need.search_growth == need.search_elsewhere == 0 else ", searched further in each"
        often += f" (open for up to {need.lasts_weeks} weeks{wider}{chance}; {next_one})"
    return "".join([often, *(f", {part}" for part in _besides(need, currency))])


def _besides(need: Need, currency: str) -> Iterator[str]:
    if need.price_weight != 1.0:
        yield f"where a unit of currency weighs {number(need.price_weight)} times as much"
    if need.counted:
        yield "as many in a week as there happen to be"
    if need.units > 1:
        yield f"{need.units} units at a time"
    if need.rate_shape is not None:
        yield f"some more often than others (gamma rates of shape {number(need.rate_shape)})"
    if need.while_owning:
        yield f"{percent(need.while_owning)} as often with one in use"
    if need.replaced_per_week is not None:
        yield f"and what has worn out with a chance of {percent(need.replaced_per_week)} a week"
    if need.pantry is not None:
        cost = f"{number(need.pantry.storage_cost)} {currency} a unit and week"
        yield f"bought ahead while it is cheap: up to {need.pantry.most_units} units, at {cost} to keep"
    if need.leaving is not None:
        mean = need.leaving.alpha / (need.leaving.alpha + need.leaving.beta)
        stays = ", the satisfied less" if need.leaving.satisfaction else ""
        stays += ", after waiting for help more" if need.leaving.unhelped else ""
        back = need.leaving.won_back_per_week
        returns = f"; {percent(back)} of those gone come back in a week" if back else ""
        yield f"left by {percent(mean)} in the mean after a purchase{stays}{returns}"


def how_long(product: Product) -> str:
    """Say how long a product is of use, and what it takes to use it; nothing if it is used up at once."""
    said = []
    if product.life is not None:
        owned = f", owned by {percent(product.life.owned)} of customers at the start" * (
            product.life.owned > 0
        )
        said.append(f"lasts {number(product.life.mean_weeks)} weeks in the mean{owned}")
    if product.subscription is not None:
        said.append(f"is paid for every {counted(product.subscription.period_weeks, 'week')}")
    if product.refill_of:
        said.append(f"is of use only with {listed(product.refill_of)}")
    return "".join(f"; {part}" for part in said)


def who_meets(terms: Community | None, currency: str) -> str:
    """Say what share of owners joins a product's community, and what that does; nothing without one."""
    if terms is None:
        return ""
    said = [f"has a community that {percent(terms.joins)} of its owners join"]
    if terms.stays:
        how = "less easily" if terms.stays > 0 else "sooner"
        said.append(f"who leave {how} (by {number(abs(terms.stays))})")
    if terms.talks:
        said.append(f"who are heard {number(1.0 + terms.talks)} times as often as others")
    if terms.weekly_cost:
        said.append(f"at {number(terms.weekly_cost)} {currency} a member and week")
    return f"; {', '.join(said)}"
