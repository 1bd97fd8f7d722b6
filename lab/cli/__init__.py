"""The commands, one file each, thin over ``lab.workspace``."""
