"""Offers: prices, wholesale prices, assortments, buy box and sales capacity of the week."""
