"""Communication: campaigns and point-of-sale messages, week by week."""
