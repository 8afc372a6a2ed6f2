"""search: who took part in which conversation, found by colleague"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_messages_staff_id_conversation_id"), "messages", ["staff_id", "conversation_id"])
    op.create_index(op.f("ix_conversation_events_by_conversation_id"), "conversation_events", ["by", "conversation_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_conversation_events_by_conversation_id"), "conversation_events")
    op.drop_index(op.f("ix_messages_staff_id_conversation_id"), "messages")
