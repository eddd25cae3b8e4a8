"""Distribution models: ways of bringing products to customers, one a file.

Classes in the registry `DISTRIBUTION_MODELS`, whose fields are the model's parameters
and whose `draw` returns members and contracts.
To add one: a new file here, no other edit. May import: domain, mechanisms, base.
"""
