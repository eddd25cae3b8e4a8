"""Effort: how much does an outlet do for each manufacturer's products?"""
