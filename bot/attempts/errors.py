"""Refusals of this area: none; each door words its own."""
