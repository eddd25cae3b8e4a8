"""Ordering: how much does a member order this week?"""
