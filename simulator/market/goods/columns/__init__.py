"""Goods in columns: the week of markets in which goods are only made, ordered, shipped and kept.

An inventory row is a member and a product. Rows of members with as many sellers above them are a level, side
by side, and the four phases that move goods are played level by level. The phases in
`simulator.market.phases`, member by member, are the reference; ledgers are equal, entry by entry
(`tests/market/goods/columns`). How much faster that is stands in `experiments/benchmarks/figures.json`.
"""
