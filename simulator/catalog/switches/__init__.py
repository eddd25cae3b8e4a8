"""Switches: what a run is given when a mechanism is switched off, by ``switched_off: [name]``.

Functions in the registry `SWITCHES`, each a transformation of scenario, members or contracts.
A mechanism that one value of a field leaves out needs none: the field says so (`simulator.base.off_value`).
To add another: a function here or in a new file, no other edit. May import: scenario, domain, base.
"""
