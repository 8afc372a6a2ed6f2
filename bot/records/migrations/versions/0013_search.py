"""search: words of messages, people, bookings and tickets"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_WHOLES = {"customer_id": "customers", "account_id": "channel_identities", "booking_id": "bookings"} | {
    "ticket_id": "tickets"
}
_KEYS = {"searched_messages": "message_id", "searched_things": "id"}
# The words are made by us: only spaces part them.
_FTS = """CREATE VIRTUAL TABLE {table}_fts USING fts5(
    tokens, content='{table}', content_rowid='{key}', tokenize='ascii', detail='none', columnsize=0)"""
_FORGET = "INSERT INTO {table}_fts ({table}_fts, rowid, tokens) VALUES ('delete', old.{key}, old.tokens);"
_LEARN = "INSERT INTO {table}_fts (rowid, tokens) VALUES (new.{key}, new.tokens);"
_TRIGGERS = {"INSERT": _LEARN, "DELETE": _FORGET, "UPDATE": f"{_FORGET} {_LEARN}"}


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    words = postgresql.TSVECTOR() if postgres else sa.Text()
    op.create_table(
        "searched_messages",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tokens", words, nullable=False),
        _of("searched_messages", "message_id", "messages"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_searched_messages")),
    )
    op.create_table(
        "searched_things",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("booking_id", sa.String(length=36), nullable=True),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("tokens", words, nullable=False),
        *(_of("searched_things", column, whole) for column, whole in _WHOLES.items()),
        *(sa.UniqueConstraint(column, name=op.f(f"uq_searched_things_{column}")) for column in _WHOLES),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searched_things")),
    )
    for table, key in _KEYS.items():
        if postgres:
            op.create_index(op.f(f"ix_{table}_tokens"), table, ["tokens"], postgresql_using="gin")
        else:
            op.execute(_FTS.format(table=table, key=key))
            for change, then in _TRIGGERS.items():
                body = then.format(table=table, key=key)
                op.execute(f"CREATE TRIGGER {table}_{change.lower()} AFTER {change} ON {table} BEGIN {body} END")


def downgrade() -> None:
    for table in _KEYS:
        if op.get_bind().dialect.name != "postgresql":
            op.drop_table(f"{table}_fts")
        op.drop_table(table)


def _of(table: str, column: str, whole: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=name, ondelete="CASCADE")
