"""Market: members on a channel, customers, and the week that moves them.

What lives here: the market (a Mesa model), how its channel is drawn and laid out, what its cells know
and believe (minds), and the phases of a week, one verb a file. Metrics never meet any of it.
"""
