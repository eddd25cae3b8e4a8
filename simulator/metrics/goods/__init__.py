"""Goods: sell-in, sell-through, stock, orders, service."""
