"""Policies of members, the views they decide on, and the columns of many views."""
