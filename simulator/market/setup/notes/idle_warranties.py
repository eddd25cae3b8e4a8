"""Idle warranty notes: warranties of products that never fail, and failure rates of what cannot fail."""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("idle_warranties")
def idle_warranty_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield warranties without a product that fails, and failure rates of products that cannot."""
    scenario = channel.scenario
    made = {name: one for name, one in scenario.products.items() if not (one.digital or one.subscription)}
    for number, terms in enumerate(scenario.warranties):
        covered = list(made) if terms.product is None else [terms.product]
        if not any(name in made and made[name].failure_rate for name in covered):
            whom = f"'{terms.product}' never fails" if terms.product else "no product ever fails"
            key = f"products.{terms.product or 'NAME'}.failure_rate"
            yield ("warranties", number), f"does nothing, since {whom}: say how often under {key}"
    named = {terms.product for terms in scenario.warranties}
    for name, product in scenario.products.items():
        told = ""
        if name not in made:
            told = "does nothing: what is digital or paid for by the period does not fail"
        elif product.life is None and not named & {None, name}:
            told = "does nothing: it is used up by the need that it meets; give it a 'life' or a warranty"
        if product.failure_rate and told:
            yield ("products", name, "failure_rate"), told
