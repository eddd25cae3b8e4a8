"""Fit error: settings that cannot be matched to targets, with the reason."""

from simulator.base.input_error import InputError


class FitError(InputError, ValueError):
    """Settings and targets that cannot be matched; the message says why, and what can be done."""
