"""Sourcing: from which of its suppliers of a product does a member order this week?"""
