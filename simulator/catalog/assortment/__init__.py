"""Assortment policies: which products an outlet lists."""
