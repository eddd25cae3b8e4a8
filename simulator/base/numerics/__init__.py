"""Numerics: elementary functions and ragged lists with the same bits on every machine.

From + − × ÷ √ alone: what feeds state must not depend on libm, BLAS or the CPU.
"""
