"""Switches that follow from off-values of fields: such a mechanism needs no function here."""

from simulator.domain.registries import SWITCHES
from simulator.scenario.off_values import off_switches

for name, (switch, formerly) in off_switches().items():
    SWITCHES.register(name, formerly=formerly)(switch)
