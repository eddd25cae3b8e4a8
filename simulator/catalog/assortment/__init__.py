"""Listing: which products does an outlet keep on its shelf?"""
