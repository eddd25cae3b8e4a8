"""Interventions: actions that change a market while it runs.

Actions in the registry `INTERVENTIONS`, one a file. Each is a layer over what is in force
(`domain/events/intervention.py` says which verbs it may change). To add one: a new file, no other edit.
"""
