"""Offers: promotions, terms of backorders and of returns, as a scenario states them."""
