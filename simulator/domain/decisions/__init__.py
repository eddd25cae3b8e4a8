"""Decisions: the policies of members, the views they are given, and the columns they answer in."""
