"""Floor 7: all customers, however they are kept.

`one_by_one` asks each Mesa customer in turn: read this one first. `all_at_once` keeps them as columns.
Both are given the same layout, people and dice, answer `shop` with the same `Shopping`, entry by entry.
"""
