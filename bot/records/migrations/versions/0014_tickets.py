"""tickets: what their events come to, in columns; work orders"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STATES = {
    "opened": "open",
    "assigned": "in_progress",
    "proposed": "awaiting_answer",
    "accepted": "in_progress",
    "refused": "in_progress",
    "resolved": "resolved",
    "reopened": "open",
    "closed": "closed",
}
_INDEXES = (
    ("state", "priority", "deadline", "id"),
    ("team", "state"),
    ("staff_id", "state"),
    ("last_at", "id"),
    ("deadline", "id"),
    ("kind", "category", "last_at"),
    ("cause", "last_at"),
    ("follow_up",),
)
_DEFAULTS = ("state", "team", "reopened", "reopened_soon", "last_at", "last_kind", "last_by")
_ADDED = (*_DEFAULTS, "staff_id", "cause", "waits", "follow_up", "resolved_at")


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("tickets") as batch:
        batch.add_column(sa.Column("state", sa.String(length=40), nullable=False, server_default="open"))
        batch.add_column(sa.Column("team", sa.String(length=40), nullable=False, server_default="customer_service"))
        batch.add_column(sa.Column("staff_id", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("cause", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("waits", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("follow_up", sa.Date(), nullable=True))
        batch.add_column(sa.Column("resolved_at", moment, nullable=True))
        batch.add_column(sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("reopened_soon", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("last_at", moment, nullable=True))
        batch.add_column(sa.Column("last_kind", sa.String(length=40), nullable=False, server_default="opened"))
        batch.add_column(sa.Column("last_by", sa.String(length=80), nullable=False, server_default="system"))
    op.execute("UPDATE tickets SET last_at = opened_at")
    _project()
    with op.batch_alter_table("tickets") as batch:
        batch.alter_column("last_at", existing_type=moment, nullable=False)
        for column in ("state", "team", "reopened", "reopened_soon", "last_kind", "last_by"):
            batch.alter_column(column, server_default=None)
    for columns in _INDEXES:
        op.create_index(op.f(f"ix_tickets_{'_'.join(columns)}"), "tickets", list(columns))
    op.create_table(
        "work_orders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("last_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_work_orders_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_orders")),
        sa.UniqueConstraint("ticket_id", "number", name=op.f("uq_work_orders_ticket_id_number")),
    )
    op.create_index(op.f("ix_work_orders_team_state"), "work_orders", ["team", "state"])
    op.create_index(op.f("ix_work_orders_staff_id_state"), "work_orders", ["staff_id", "state"])


def _project() -> None:
    """Write what the events so far come to."""
    connection = op.get_bind()
    tickets = sa.table("tickets", *(sa.column(name) for name in ("id", "state", "last_at", "last_kind", "last_by")))
    events = sa.table("ticket_events", *(sa.column(name) for name in ("id", "ticket_id", "kind", "by", "at")))
    found: dict[str, dict[str, object]] = {}
    for row in connection.execute(sa.select(events).order_by(events.c.id)):
        before = found.get(row.ticket_id, {}).get("state", "open")
        state = _STATES.get(row.kind, before)
        found[row.ticket_id] = {"state": state, "last_at": row.at, "last_kind": row.kind, "last_by": row.by}
    for ticket_id, values in found.items():
        connection.execute(tickets.update().where(tickets.c.id == ticket_id).values(**values))


def downgrade() -> None:
    op.drop_table("work_orders")
    for columns in reversed(_INDEXES):
        op.drop_index(op.f(f"ix_tickets_{'_'.join(columns)}"), table_name="tickets")
    with op.batch_alter_table("tickets") as batch:
        for column in _ADDED:
            batch.drop_column(column)
