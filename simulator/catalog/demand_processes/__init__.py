"""Demand processes: the distribution of a week's demand, one a file.

Classes in the registry `DEMAND_PROCESSES`, whose fields are the parameters and whose `units` returns a week's
demand. To add one: a new file here, no other edit. May import: domain, mechanisms, base; no libm, since
demand feeds the market.
"""
