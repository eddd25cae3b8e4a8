"""Base (floor 0): what every floor stands on and no word of the trade is spoken in.

Registries, validated records, keyed random numbers, exact sums, derivatives; portable mathematics
in `numerics`.
"""
