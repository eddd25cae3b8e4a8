"""Floor 0: the ground everything stands on. No word of the trade is spoken here.

What lives here: named shelves (registry), validated plain nouns (noun), keyed draws (dice),
portable mathematics (portable), exact rounding (counting).
"""
