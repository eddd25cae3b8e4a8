"""The open room of distribution models: ways of bringing products to customers, one a file.

What lives here: classes on the shelf `DISTRIBUTION_MODELS`, whose fields are the model's parameters
and whose `draw` returns members and contracts.
To add one: a new file here, no other edit. May import: domain, ground.
"""
