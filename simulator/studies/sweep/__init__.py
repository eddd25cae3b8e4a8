"""Sweep: an experiment played into a folder, resumable after any interruption."""
