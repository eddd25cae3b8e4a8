"""Idle use notes: what is written of experience and use and moves nothing, or half of it."""

from collections.abc import Iterator

from simulator.catalog.utility.onboarding import SHARES
from simulator.domain.product.service_requirements import asked
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.mechanisms.choice.channel_fit import shortfall
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario

RATINGS = ("product_rating", "outlet_rating")


@NOTES.register("idle_use")
def idle_use_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield what is written of reviews and lives and is likely to be half of what was meant."""
    scenario = channel.scenario
    minds = any(one.parameter(name) for one in scenario.segments.values() for name in RATINGS)
    if scenario.response.reviews is not None and not minds:
        told = "are written, and nobody minds them: give a segment a 'product_rating' or an 'outlet_rating'"
        yield ("response", "reviews"), told
    lasting = {one.category: name for name, one in scenario.products.items() if one.life or one.subscription}
    for name, product in scenario.products.items():
        if product.category in lasting and not (product.life or product.subscription):
            other = lasting[product.category]
            told = f"is used up by the need that it meets, while '{other}' of its category lasts"
            yield ("products", name), f"{told}; give it a 'life', too, if it does"
    yield from _idle_disappointment(scenario)
    yield from _idle_waiting(scenario)
    yield from _idle_pantries(scenario)
    yield from _idle_communities(scenario)
    yield from _idle_talk(scenario)


def _idle_pantries(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield pantries for what lasts: nothing of it is bought ahead."""
    stored = {one.category for one in scenario.products.values() if not (one.life or one.subscription)}
    for name, segment in scenario.segments.items():
        for category, need in segment.needs.items():
            if need.pantry is not None and category not in stored:
                told = f"does nothing, since all of {category} lasts: nothing of it is bought ahead"
                yield ("segments", name, "needs", category, "pantry"), told


def _idle_communities(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield communities without effect: customers cannot leave, or what owners tell has no weight."""
    left = {name for one in scenario.segments.values() for name, need in one.needs.items() if need.leaving}
    for name, product in scenario.products.items():
        terms = product.community
        if terms is not None and terms.stays and product.category not in left:
            keeps = f"does nothing, since nobody leaves {product.category} ('leaving' of a need)"
            yield ("products", name, "community", "stays"), keeps
        if terms is not None and terms.talks and not scenario.response.word_of_mouth:
            tells = "does nothing, since owners are not heard ('word_of_mouth' of the response)"
            yield ("products", name, "community", "talks"), tells


def _idle_talk(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield weeks of talk of products that last, and where no owner is heard."""
    for name, product in scenario.products.items():
        if product.talk_weeks is None:
            continue
        if product.life or product.subscription:
            told = "does nothing, since it lasts: owners talk of it while they have it in use"
            yield ("products", name, "talk_weeks"), told
        elif not scenario.response.word_of_mouth:
            told = "does nothing, since owners are not heard ('word_of_mouth' of the response)"
            yield ("products", name, "talk_weeks"), told


def _idle_disappointment(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield help that customers miss and no product asks for, and lateness of orders that are not taken."""
    no_help = (0.0,) * len(SHARES)
    asks = any(
        shortfall(SHARES, asked(product.needs), no_help) > 0.0 for product in scenario.products.values()
    )
    for name, segment in scenario.segments.items():
        if segment.parameter("onboarding") and not asks:
            told = "does nothing, since no product asks for help; give one 'needs', such as niche"
            yield ("segments", name, "onboarding"), told
        if segment.parameter("lateness") and not scenario.backorders:
            told = "does nothing, since no outlet takes orders for what it does not have ('backorders')"
            yield ("segments", name, "lateness"), told


def _idle_waiting(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield what waiting for help does to customers where no owner asks for any."""
    if any(terms.contacts_per_year for terms in scenario.support):
        return
    told = "does nothing, since no owner asks for help; say at the top who gives 'support'"
    for name, segment in scenario.segments.items():
        if segment.parameter("waiting_for_help"):
            yield ("segments", name, "waiting_for_help"), told
        for category, need in segment.needs.items():
            if need.leaving is not None and need.leaving.unhelped:
                yield ("segments", name, "needs", category, "leaving", "unhelped"), told
