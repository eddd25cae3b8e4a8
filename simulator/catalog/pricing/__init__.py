"""Pricing: what does an outlet ask for one unit this week?"""
