"""Terms of utility: what an offer is worth to a customer, one addend a file.

Classes in the registry `UTILITY` (`domain/people/utility_term.py` says what a term declares). They are
summed in the order of purchase reasons, left to right. To add one: a new file here, no other edit; its
parameters then stand under a scenario's segments. May import: domain, mechanisms, base; no libm.
"""
