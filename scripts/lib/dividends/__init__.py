"""What a distribution pays, worked out exactly and without a chain: integers of the smallest unit, and fractions.

The contracts know a distribution as lines (`lines`); the modules here find what stands in them. None of them rounds
but where its documentation says so, and none knows a float.
"""
