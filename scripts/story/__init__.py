"""The chapters of `make demo`.

Each does its part with the verbs of the desk and returns what a test can check.
"""
