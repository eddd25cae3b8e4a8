"""Beliefs: what does a seller take demand to look like? Its shape here, its level from what was sold."""
