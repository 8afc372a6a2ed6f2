"""Say by the exit status whether a service that some tests need can be reached: `python -m tests.services redis`."""

from __future__ import annotations

import os
import sys

import psycopg
import redis

POSTGRES = "postgresql://root@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"


def reachable(service: str) -> bool:
    """Try to connect."""
    try:
        if service == "postgres":
            psycopg.connect(os.environ.get("TRIPDESK_TEST_POSTGRES", POSTGRES), connect_timeout=3).close()
        else:
            redis.Redis.from_url(os.environ.get("TRIPDESK_TEST_REDIS", REDIS), socket_connect_timeout=3).ping()
    except (psycopg.OperationalError, redis.RedisError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(not reachable(sys.argv[1]))
