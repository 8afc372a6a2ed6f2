"""the audit log's seals; it takes new entries and refuses every other change"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_REFUSE = "the audit log is append-only"
_SQLITE = (
    "BEFORE UPDATE ON audit_entries",
    "BEFORE DELETE ON audit_entries",
    # "INSERT OR REPLACE" deletes without asking the trigger above.
    "BEFORE INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE number = NEW.number)",
)


def upgrade() -> None:
    op.execute("DELETE FROM audit_entries")  # of the days of development before the chain had its form
    with op.batch_alter_table("audit_entries") as batch:
        batch.add_column(sa.Column("seal", sa.String(length=64), nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        for number, when in enumerate(_SQLITE):
            op.execute(f"CREATE TRIGGER audit_entries_kept_{number} {when} BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END")
        return
    op.execute(
        "CREATE FUNCTION audit_entries_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_kept()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for number, _ in enumerate(_SQLITE):
            op.execute(f"DROP TRIGGER audit_entries_kept_{number}")
    else:
        op.execute("DROP TRIGGER audit_entries_kept ON audit_entries")
        op.execute("DROP FUNCTION audit_entries_kept()")
    with op.batch_alter_table("audit_entries") as batch:
        batch.drop_column("seal")
