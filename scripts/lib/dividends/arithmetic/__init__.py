"""What a distribution pays, worked out exactly and without a chain: integers of the smallest unit, and fractions.

The contracts know a distribution as lines (`lines`); the other modules find what stands in them:

- of interest and principal: `daycount`, `schedule`, `bonds`, `amortisation`;
- of dividends: `preferred`, `arrears`, `waterfall`; of revenue: `revenueshare`;
- whose units are taken: `redemption`, `tender`; what takes the place of fractions: `in_lieu`;
- what is withheld and what is certified: `withholding`, `statement`.

None of them rounds but where its documentation says so, always as in `rounding`, and none knows a float.
"""
