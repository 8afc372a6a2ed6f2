"""files, edited messages, ratings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("attached", types.document(), nullable=True))
    op.add_column("messages", sa.Column("edits", types.document(), nullable=True))
    op.add_column("messages", sa.Column("edit_of", sa.Integer(), nullable=True))
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("sender", sa.String(length=80), nullable=False),
        sa.Column("client_id", sa.String(length=120), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Boolean(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_attachments_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_attachments_ticket_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("channel", "sender", "client_id", name=op.f("uq_attachments_channel_sender_client_id")),
    )
    op.create_index(op.f("ix_attachments_at"), "attachments", ["at"], unique=False)
    op.create_index(op.f("ix_attachments_ticket_id"), "attachments", ["ticket_id"], unique=False)
    op.create_index(op.f("ix_attachments_conversation_id_seq"), "attachments", ["conversation_id", "seq"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_surveys_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_surveys_staff_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    op.create_index(
        op.f("ix_surveys_conversation_id_asked_at"), "surveys", ["conversation_id", "asked_at"], unique=False
    )
    op.create_index(op.f("ix_surveys_staff_id"), "surveys", ["staff_id"], unique=False)


def downgrade() -> None:
    op.drop_table("surveys")
    op.drop_table("attachments")
    # Column by column: copying a table on SQLite would take the rows that hang on it along.
    for column in ("edit_of", "edits", "attached"):
        op.drop_column("messages", column)
