"""The phases of a week, one verb a file. Each takes the market, and says what it reads and writes.

To add one: a file here, and a word in `simulator.market.week.WEEK`.
"""
