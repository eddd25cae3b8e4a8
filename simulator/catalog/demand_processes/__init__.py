"""The open room of demand streams: laws by which goods are wanted, one a file.

What lives here: classes on the shelf `STREAMS`, whose fields are the law's parameters and whose `units`
says how much is wanted in a week. To add one: a new file here, no other edit. May import: domain,
mechanisms, ground; and no libm, since what is wanted feeds the market.
"""
