"""What a rule could do about lateness: its alternatives, replayed and compared."""
