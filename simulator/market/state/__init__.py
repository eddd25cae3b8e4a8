"""State: what the market remembers from week to week; each table has one owner."""
