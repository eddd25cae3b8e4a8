"""Goods in columns: the week of markets in which goods are only made, ordered, shipped and kept.

What lives here: a shelf is a member and a product; all shelves are rows of columns, those with as many
sellers above their member side by side, and the four phases that move goods are played level by level. The
phases in `simulator.market.phases`, member by member, are the reference; ledgers are equal, entry by entry.
"""
