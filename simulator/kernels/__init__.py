"""Floor 2½: the mechanisms over columns, for a whole crowd at once. Numbers in, numbers out.

A kernel does the same arithmetic in the same order as the customer who is asked alone; the twins'
tests hold them to it bit for bit. *Row* counts customers with a need; *pairs* list what each of them
sees, ragged: `row[k]` is the row that pair k belongs to, ascending.
"""
