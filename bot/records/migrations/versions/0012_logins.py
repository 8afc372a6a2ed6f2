"""sessions that can be told apart, tokens with rights and an end, second factors"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM staff_sessions")  # everybody logs in once more; nothing else of a session can be told
    with op.batch_alter_table("staff_sessions") as batch:
        batch.add_column(sa.Column("id", sa.String(length=36), nullable=False))
        batch.add_column(sa.Column("pending", sa.Boolean(), nullable=False))
        batch.add_column(sa.Column("agent", sa.String(length=80), nullable=False))
        batch.add_column(sa.Column("network", sa.String(length=60), nullable=False))
        batch.add_column(sa.Column("used_at", sa.DateTime(timezone=True), nullable=False))
        batch.create_unique_constraint(op.f("uq_staff_sessions_id"), ["id"])
    with op.batch_alter_table("staff_tokens") as batch:
        batch.add_column(sa.Column("rights", types.document(), nullable=True))
        batch.add_column(sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "staff_factors",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_factors_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_factors")),
    )
    op.create_table(
        "staff_recovery_codes",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_recovery_codes_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name=op.f("pk_staff_recovery_codes")),
    )


def downgrade() -> None:
    op.drop_table("staff_recovery_codes")
    op.drop_table("staff_factors")
    with op.batch_alter_table("staff_tokens") as batch:
        for column in ("expires_at", "used_at", "rights"):
            batch.drop_column(column)
    with op.batch_alter_table("staff_sessions") as batch:
        batch.drop_constraint(op.f("uq_staff_sessions_id"), type_="unique")
        for column in ("used_at", "network", "agent", "pending", "id"):
            batch.drop_column(column)
