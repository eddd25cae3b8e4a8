"""Floor 2: one textbook idea a file. Numbers in, numbers out; equation and source in the docstring.

To add one: a pure function in a new file, imported by the agent, policy or phase that needs it.
Nothing here may use libm or BLAS: what comes out feeds the market (`simulator.base.numerics.portable`).
"""
