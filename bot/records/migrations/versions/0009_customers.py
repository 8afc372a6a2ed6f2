"""customers: versions, hashes of names, history, merges, erasure"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_HASHES = ("name_hash", "latin_hash")


def upgrade() -> None:
    with op.batch_alter_table("customers") as batch:
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("once", sa.String(length=120), nullable=True))
        for name in _HASHES:
            batch.add_column(sa.Column(name, sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("merged_into", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("customers") as batch:
        batch.alter_column("version", server_default=None)
        batch.create_unique_constraint(op.f("uq_customers_once"), ["once"])
        for name in (*_HASHES, "merged_into"):
            batch.create_index(op.f(f"ix_customers_{name}"), [name])
        batch.create_index(op.f("ix_customers_created_at_id"), ["created_at", "id"])
    op.create_table(
        "customer_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("fields", types.document(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("once", sa.String(length=120), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_customer("customer_events", "customer_id"),
        sa.UniqueConstraint("once", name=op.f("uq_customer_events_once")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_events")),
    )
    op.create_index(op.f("ix_customer_events_customer_id"), "customer_events", ["customer_id"])
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.String(length=36), nullable=False),
        sa.Column("merged_id", sa.String(length=36), nullable=False),
        sa.Column("moved", types.document(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=80), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        _of_customer("customer_merges", "survivor_id"),
        _of_customer("customer_merges", "merged_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merges")),
    )
    for column in ("survivor_id", "merged_id"):
        op.create_index(op.f(f"ix_customer_merges_{column}"), "customer_merges", [column])


def downgrade() -> None:
    op.drop_table("customer_merges")
    op.drop_table("customer_events")
    with op.batch_alter_table("customers") as batch:
        for name in (*_HASHES, "merged_into", "created_at_id"):
            batch.drop_index(op.f(f"ix_customers_{name}"))
        batch.drop_constraint(op.f("uq_customers_once"), type_="unique")
        for name in ("version", "once", *_HASHES, "merged_into", "erased_at"):
            batch.drop_column(name)


def _of_customer(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["customers.id"], name=name, ondelete="CASCADE")
