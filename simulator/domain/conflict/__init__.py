"""Conflict: the issues that members quarrel over, and the rules that they break."""
