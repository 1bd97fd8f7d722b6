"""The score: alerts against what really happened."""
