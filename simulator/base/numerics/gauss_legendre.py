"""Gauss–Legendre: where and how much to count a function of 0 to 1 to find its integral.

    ∫₀¹ f(x) dx ≈ Σ_i w_i f(x_i)

Exact with ten places for polynomials up to degree 19. Written down, since what a library finds may differ in
the last place from machine to machine.
Source: Abramowitz & Stegun (1964), table 25.4.
"""

_HALF = (
    (0.148874338981631211, 0.295524224714752870),
    (0.433395394129247191, 0.269266719309996355),
    (0.679409568299024406, 0.219086362515982044),
    (0.865063366688984511, 0.149451349150580593),
    (0.973906528517171720, 0.066671344308688138),
)
"""Places and weights of ten nodes on (−1, 1), the upper half."""
TEN_PLACES = (*(0.5 - 0.5 * x for x, _ in reversed(_HALF)), *(0.5 + 0.5 * x for x, _ in _HALF))
"""x of each node, rising."""
TEN_WEIGHTS = (*(0.5 * w for _, w in reversed(_HALF)), *(0.5 * w for _, w in _HALF))
"""w of each node; they sum to one."""
