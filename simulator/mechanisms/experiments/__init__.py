"""Experiments: matched controls and difference in differences."""
