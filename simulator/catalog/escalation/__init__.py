"""Escalation: how far does an outlet take a dispute with a supplier or another outlet?"""
