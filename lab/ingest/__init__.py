"""Files of the outside world to rows."""
