"""Coverage: distribution, outlets and shares."""
