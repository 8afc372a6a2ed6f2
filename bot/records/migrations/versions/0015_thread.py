"""what colleagues may take back, mentions, how far each has read; indexes of the lists"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_LISTS = (("team", "updated_at"), ("status", "updated_at"))


def upgrade() -> None:
    for columns in _LISTS:
        op.create_index(op.f(f"ix_conversations_{'_'.join(columns)}"), "conversations", list(columns))
    op.create_table(
        "undos",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", types.document(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_undos_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_undos_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_undos")),
    )
    op.create_index(op.f("ix_undos_until"), "undos", ["until"])
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_mentions_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_mentions_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint(
            "conversation_id", "seq", "staff_id", name=op.f("uq_mentions_conversation_id_seq_staff_id")
        ),
    )
    op.create_index(op.f("ix_mentions_staff_id_seen_at"), "mentions", ["staff_id", "seen_at"])
    op.create_table(
        "seen",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_seen_staff_id_staff"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_seen_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("staff_id", "conversation_id", name=op.f("pk_seen")),
    )
    op.create_index(op.f("ix_seen_conversation_id"), "seen", ["conversation_id"])


def downgrade() -> None:
    for table in ("seen", "mentions", "undos"):
        op.drop_table(table)
    for columns in _LISTS:
        op.drop_index(op.f(f"ix_conversations_{'_'.join(columns)}"), "conversations")
