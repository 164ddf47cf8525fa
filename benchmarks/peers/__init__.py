"""The systems measured, one file each."""
