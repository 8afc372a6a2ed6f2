"""teams, clocks and offers of conversations; skills and capacity; the audit log"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROLES = {"designer": "agent", "booker": "agent", "marketer": "agent", "manager": "lead"}


def upgrade() -> None:
    with op.batch_alter_table("conversations") as batch:
        batch.add_column(sa.Column("team", sa.String(length=40), nullable=False, server_default="customer_service"))
        batch.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("offered_to", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("due_kind", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("departs_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conversations") as batch:
        batch.alter_column("team", server_default=None)
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("skills", types.document(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("capacity", sa.Integer(), nullable=False, server_default="4"))
    staff = sa.table("staff", sa.column("role", sa.String), sa.column("team", sa.String))
    for before, after in _ROLES.items():
        op.execute(staff.update().where(staff.c.role == before).values(role=after))
    op.execute(staff.update().where(staff.c.team == "administration").values(team="management"))
    op.execute(staff.update().where(staff.c.team.is_(None)).values(team="customer_service"))
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("skills", server_default=None)
        batch.alter_column("capacity", server_default=None)
        batch.alter_column("team", existing_type=sa.String(length=40), nullable=False)
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=80), nullable=False),
        sa.Column("values", types.document(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    for column in ("at", "by", "object"):
        op.create_index(op.f(f"ix_audit_entries_{column}"), "audit_entries", [column])


def downgrade() -> None:
    op.drop_table("audit_entries")
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("team", existing_type=sa.String(length=40), nullable=True)
        batch.drop_column("capacity")
        batch.drop_column("skills")
    with op.batch_alter_table("conversations") as batch:
        for column in ("departs_at", "due_kind", "due_at", "offered_until", "offered_to", "snoozed_until", "team"):
            batch.drop_column(column)
