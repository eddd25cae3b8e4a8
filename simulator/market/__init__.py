"""Floor 8: the engine. A market of members and customers, and the week that moves it.

What lives here: the market (a Mesa model), how its channel is drawn and laid out, what its cells know
and believe (minds), and the phases of a week, one verb a file. Metrics never meet any of it.
"""
