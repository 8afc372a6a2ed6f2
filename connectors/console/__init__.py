"""The agents' desk: the API under /api/v1 and the page at /console."""
