"""The open rooms of policies: how members decide. One decision a folder, one rule a file.

To add a pricing rule: a new file in `pricing`; an ordering rule: a new file in `ordering`; a rule for what
suppliers ask: in `wholesale`; a shape of demand to believe in: in `beliefs`; what to list: in `listing`.
A rule sees a view (`simulator.domain.decisions.policies`), returns a number and changes nothing.
It may use `simulator.base` and `simulator.mechanisms`, and no libm: what it returns feeds the market.
"""
