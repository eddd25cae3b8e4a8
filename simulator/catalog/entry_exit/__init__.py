"""Staying: does it pay to be in the trade? Who is not may enter, who is may leave."""
