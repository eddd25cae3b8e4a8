"""Catalog: everything that can be added, one registry a folder, one entry a file.

Distribution models, policies, terms of utility, messages, interventions, switches. To add one: a new file, no
other edit. A policy sees a view (`simulator.domain.decisions.policy_views`), returns a number and changes
nothing. Entries may use `simulator.base`, `simulator.domain` and `simulator.mechanisms`, and no libm: what
they return feeds the market.
"""
