"""Idle warranty notes: warranties of products that never fail, and products that fail without a warranty."""

from collections.abc import Iterator

from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_warranty_notes(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield warranties without a product that fails, and failure rates of products without a warranty."""
    made = {name: product for name, product in scenario.products.items() if not product.digital}
    failing = [name for name, product in made.items() if product.failure_rate]
    for number, terms in enumerate(scenario.warranties):
        covered = list(made) if terms.product is None else [terms.product]
        if not any(name in failing for name in covered):
            whom = f"'{terms.product}' never fails" if terms.product else "no product ever fails"
            key = f"products.{terms.product or 'NAME'}.failure_rate"
            yield ("warranties", number), f"does nothing, since {whom}: say how often under {key}"
    covered_names = {terms.product for terms in scenario.warranties}
    for name in failing if None not in covered_names else ():
        if name not in covered_names:
            text = "does nothing, since no warranty covers it: say so at the top under 'warranties'"
            yield ("products", name, "failure_rate"), text
