"""Errors: the scenario error that every wrong file is answered with, and how values are quoted."""
