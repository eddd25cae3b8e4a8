"""Domain: the market's frozen records, without behaviour of their own.

To add one: a file in the folder of its subject. `registries.py` is the one file that knows rooms by path.
"""
