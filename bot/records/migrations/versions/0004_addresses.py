"""addresses of calls and e-mails"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel_identities", sa.Column("address", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("channel_identities", "address")
