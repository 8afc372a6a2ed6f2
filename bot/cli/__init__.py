"""The desk from a terminal: a client of `/api/v1`, with a personal token and that person's rights."""
