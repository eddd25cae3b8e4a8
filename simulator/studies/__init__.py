"""Floor 9: the lab. It plays scenarios many times, puts questions to the ledgers, and compares.

What lives here: `replicate` (one scenario, many seeds), `compare` (many scenarios, the same seeds),
`decompose` (whose doing is a difference), `sweep` (an experiment: factors × seeds, kept in a folder and
gone on with), and the statistics they rest on. It imports the engine and the metrics; nothing here
prints, and nothing here writes but ledgers and a sweep's folder where it is told to.
"""
