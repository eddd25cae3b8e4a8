"""Repairs: units that fail within their warranty go to a repairer and come back to their customers."""
