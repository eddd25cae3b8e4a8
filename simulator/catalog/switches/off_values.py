"""Switches of fields: a field that states its value without its mechanism needs no switch of its own here."""

from simulator.domain.registries import SWITCHES
from simulator.scenario.off_values import off_switches

for name, (switch, formerly) in off_switches().items():
    SWITCHES.register(name, formerly=formerly)(switch)
