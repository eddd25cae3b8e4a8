"""Numerics: elementary functions and ragged lists whose bits are the same on every machine.

From + − × ÷ √ alone: what feeds state must not depend on libm, BLAS or the CPU.
"""
