"""The issuer's desk: one verb or noun of the job a file, on top of `scripts/lib`."""
