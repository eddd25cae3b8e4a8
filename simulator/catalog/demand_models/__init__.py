"""Demand models: the shape of demand that a seller assumes; its level comes from what was sold."""
