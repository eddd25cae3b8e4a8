"""Experience: how content customers are with what they bought, how they rate it, and what names are worth."""
