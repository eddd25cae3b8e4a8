"""Questions: what customers want to know of a product before they buy it."""

from typing import Literal

type Question = Literal["price", "trust", "fit", "delay", "unknown"]
"""What it will cost in all; whether the maker keeps its word; whether it is right for oneself; how long until
it is of use; what it is at all."""
QUESTIONS: tuple[Question, ...] = ("price", "trust", "fit", "delay", "unknown")
