"""What the scripts share. Nothing here does anything when it is imported."""
