"""What if: a rule's thresholds, counts, timespans and lists moved, each replayed and compared."""
