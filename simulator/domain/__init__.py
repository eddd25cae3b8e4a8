"""Floor 1: the nouns of the trade, frozen. What they are is here; what happens to them is upstairs.

To add a noun: one file, a `Noun` (validated, from a scenario) or a frozen dataclass (made by a run).
"""
