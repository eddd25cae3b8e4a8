"""Jet: a value and its derivatives at one point, so that formulas yield slopes without being derived by hand.

    f(x + h) = f₀ + f₁ h + f₂ h² + …        (the coefficients are f, f′, f″/2!, …)

Truncated Taylor arithmetic: every operation keeps as many coefficients as the shorter operand has.
Built from + − × ÷ and portable powers, so it may decide what happens in a market.
Source: Griewank & Walther (2008), Evaluating Derivatives, ch. 13.
"""

from dataclasses import dataclass

from simulator.base.numerics.portable import power
from simulator.base.summation import total


@dataclass(frozen=True, slots=True)
class Jet:
    """Taylor coefficients at a point, the value first."""

    terms: tuple[float, ...]

    @classmethod
    def variable(cls, value: float, derivatives: int) -> "Jet":
        """Return the identity at a point, x ↦ x, with so many derivatives.

        >>> (Jet.variable(3.0, 2) * Jet.variable(3.0, 2)).terms
        (9.0, 6.0, 1.0)
        """
        return cls((value, 1.0, *([0.0] * derivatives))[: derivatives + 1])

    @property
    def value(self) -> float:
        """Return f."""
        return self.terms[0]

    @property
    def slope(self) -> float:
        """Return f′."""
        return self.terms[1]

    def constant(self, value: float) -> "Jet":
        """Return a constant of the same length."""
        return Jet((value, *([0.0] * (len(self.terms) - 1))))

    def derivative(self) -> "Jet":
        """Return f′ as a jet, one coefficient shorter.

        >>> Jet((9.0, 6.0, 1.0)).derivative().terms
        (6.0, 2.0)
        """
        return Jet(tuple(order * term for order, term in enumerate(self.terms))[1:])

    def __add__(self, other: "Jet") -> "Jet":
        return Jet(tuple(a + b for a, b in zip(self.terms, other.terms, strict=False)))

    def __sub__(self, other: "Jet") -> "Jet":
        return Jet(tuple(a - b for a, b in zip(self.terms, other.terms, strict=False)))

    def __mul__(self, other: "Jet") -> "Jet":
        length = min(len(self.terms), len(other.terms))
        a, b = self.terms, other.terms
        return Jet(tuple(total(a[i] * b[n - i] for i in range(n + 1)) for n in range(length)))

    def __truediv__(self, other: "Jet") -> "Jet":
        found: list[float] = []
        for n in range(min(len(self.terms), len(other.terms))):
            known = total(found[i] * other.terms[n - i] for i in range(n))
            found.append((self.terms[n] - known) / other.terms[0])
        return Jet(tuple(found))

    def scaled(self, factor: float) -> "Jet":
        """Return the jet times a number."""
        return Jet(tuple(factor * term for term in self.terms))

    def power(self, exponent: float) -> "Jet":
        """Return f to a power, f above 0, by f · (fᵃ)′ = a · f′ · fᵃ.

        >>> [round(term, 9) for term in Jet((4.0, 1.0, 0.0)).power(2.0).terms]
        [16.0, 8.0, 1.0]
        """
        f, found = self.terms, [power(self.terms[0], exponent)]
        for n in range(1, len(f)):
            known = total((exponent * i - (n - i)) * f[i] * found[n - i] for i in range(1, n + 1))
            found.append(known / (n * f[0]))
        return Jet(tuple(found))

    def growing(self, value: float, rate: float) -> "Jet":
        """Return the jet of value · e^(rate · h), as long as this one."""
        terms = [value]
        for order in range(1, len(self.terms)):
            terms.append(terms[-1] * rate / order)
        return Jet(tuple(terms))
