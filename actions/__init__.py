"""Rasa's custom actions, flat, one module an area: read the slots, call a service, say a key with values."""
