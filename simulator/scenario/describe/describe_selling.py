"""Descriptions of selling: what advisers argue for.

How far customers listen is a parameter of their segments, which stands in what an offer is worth to them; how
much sellers know is one of outlets.
"""

from simulator.domain.product.product import Product


def how_sold(product: Product) -> str:
    """Say what of a product's sales is its sellers' doing; nothing if they argue for none of it."""
    said = []
    if product.upgrade_of is not None:
        said.append(f"is the better version of {product.upgrade_of}")
    return "".join(f"; {part}" for part in said)
