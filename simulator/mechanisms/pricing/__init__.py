"""Pricing: derived demand and price floors."""
