"""How likely one part of the applicants is to be funded, against all the others: ratio and interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

Z95 = 1.959963984540054
"""The standard normal's 97.5 % point."""


@dataclass(frozen=True)
class Likelihood:
    """A ratio of two shares, exact, and its 95 % interval where there is one."""

    ratio: Fraction
    low: float | None = None
    high: float | None = None

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval holds 1, or is not known."""
        return self.low is None or self.high is None or self.low <= 1 <= self.high


def relative_likelihood(
    funded: int, applied: int, others_funded: int, others_applied: int
) -> Likelihood | None:
    """(funded / applied) over the same for the others; None where a share of the others is 0 or unknown.

    The interval is Katz's on the logarithm: the variance of ln(ratio) is
    1/funded − 1/applied + 1/others funded − 1/others applied (Katz, Baptista, Azen and Pike, Biometrics
    1978). There is none where nobody of the part was funded.
    """
    if not applied or not others_applied or not others_funded:
        return None
    ratio = Fraction(funded * others_applied, applied * others_funded)
    if not funded:
        return Likelihood(ratio)
    variance = 1 / funded - 1 / applied + 1 / others_funded - 1 / others_applied
    spread = math.exp(Z95 * math.sqrt(max(0.0, variance)))
    return Likelihood(ratio, float(ratio) / spread, float(ratio) * spread)
