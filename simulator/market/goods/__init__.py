"""Goods: production, orders, transport, receipt, consumption, spoilage."""
