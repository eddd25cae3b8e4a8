"""Wholesale: what does a supplier ask of those who resell?"""
