"""Offers: promotions and backorder terms, as a scenario states them."""
