"""Fitting: settings of a world matched to what is known of its market, by paired runs."""
