"""Experience: how content customers are with what they bought."""
