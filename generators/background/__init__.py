"""Normal life, one file per kind of activity: its rhythm, its failures, its look-alikes."""
