"""Advice: distribution models compared on one scenario, with drivers and break-even points."""
