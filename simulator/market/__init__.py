"""Market: members on a channel, customers, and the week that moves them.

The market is a Mesa model. `phases` are the week, one verb a file; `state` is what is remembered from week to
week; the other rooms are the functions that phases call. Metrics never meet any of it. May import the ledger
and all floors below; entries of the catalog are found through their registries.
"""
