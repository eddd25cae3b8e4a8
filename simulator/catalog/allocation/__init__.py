"""Allocation: who gets how much when a supplier cannot ship all that was ordered?"""
