"""Distributions at the desk: from dividend.yaml to what is declared, paid and reported; `arithmetic` needs no chain."""
