"""The replay: when each rule runs, what it sees, what it raises."""
