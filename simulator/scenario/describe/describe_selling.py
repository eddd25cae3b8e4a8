"""Descriptions of selling: what advisers argue for, and what outlets suggest with what."""

from simulator.domain.product.product import Product
from simulator.scenario.describe.number_words import percent


def how_sold(product: Product) -> str:
    """Say what of a product's sales is its sellers' doing; nothing if they argue for none of it."""
    said = []
    if product.upgrade_of is not None:
        said.append(f"is the better version of {product.upgrade_of}")
    if product.suggested_with is not None:
        often, others = percent(product.suggested_with.chance), " or ".join(product.suggested_with.products)
        said.append(f"is suggested to {often} · expertise of those that buy {others} where they were advised")
    return "".join(f"; {part}" for part in said)
