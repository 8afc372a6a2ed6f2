"""rules, deadlines and runs of clocks; the queue's order"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BEFORE = "ix_conversations_owner_status_priority_waiting_since"
_QUEUE = "ix_conversations_owner_status_rank_due_at_waiting_since_id"


def upgrade() -> None:
    with op.batch_alter_table("conversations") as batch:
        batch.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="2"))
        batch.add_column(sa.Column("due_since", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    conversations = sa.table(
        "conversations",
        *(
            sa.column(name)
            for name in ("rank", "priority", "owner", "status", "waiting_since", "look_at", "updated_at")
        ),
    )
    op.execute(conversations.update().where(conversations.c.priority == 0).values(rank=0))
    # Their clocks are set as soon as a desk runs.
    waiting = (conversations.c.owner != "bot", conversations.c.status == "open")
    op.execute(conversations.update().where(*waiting).values(look_at=conversations.c.updated_at))
    with op.batch_alter_table("conversations") as batch:
        batch.alter_column("rank", server_default=None)
    op.drop_index(_BEFORE, "conversations")
    op.create_index(_QUEUE, "conversations", ["owner", "status", "rank", "due_at", "waiting_since", "id"])
    op.create_index(op.f("ix_conversations_look_at"), "conversations", ["look_at"])
    op.create_table(
        "clock_rules",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", types.document(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_rules")),
    )
    op.create_table(
        "clock_runs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("business_seconds", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_clock_runs_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_runs")),
        sa.UniqueConstraint("conversation_id", "kind", "since", name=op.f("uq_clock_runs_conversation_id_kind_since")),
    )
    op.create_index(op.f("ix_clock_runs_ended_at"), "clock_runs", ["ended_at"])


def downgrade() -> None:
    op.drop_table("clock_runs")
    op.drop_table("clock_rules")
    op.drop_index(op.f("ix_conversations_look_at"), "conversations")
    op.drop_index(_QUEUE, "conversations")
    op.create_index(_BEFORE, "conversations", ["owner", "status", "priority", "waiting_since"])
    with op.batch_alter_table("conversations") as batch:
        for column in ("look_at", "due_since", "rank"):
            batch.drop_column(column)
