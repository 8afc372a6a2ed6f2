"""Telegram: updates are stored, then acknowledged, then handled in order; replies leave through the outbox."""
