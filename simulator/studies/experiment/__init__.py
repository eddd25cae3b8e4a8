"""Experiment: questions, factors, designs and predictions, loaded and checked."""
