"""Events: triggers, lifecycle, amended contracts and pilots."""
