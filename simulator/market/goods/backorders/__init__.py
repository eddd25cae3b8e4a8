"""Backorders: customers' orders placed and fulfilled."""
