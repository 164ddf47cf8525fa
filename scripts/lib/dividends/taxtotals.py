"""What was withheld by country and rate, for the tax agent's return."""

from __future__ import annotations

from itertools import groupby

from scripts.lib.dividends.arithmetic.withholding import Certificate, TaxTotal, totals
from scripts.lib.dividends.statements import Statement


def totals_of(statement: Statement) -> tuple[TaxTotal, ...]:
    """Those who were paid, or whose money was set aside, by country and rate."""
    settled = [row for row in statement.rows if row.is_settled]
    taxed = {place + 1 for place, line in enumerate(statement.lines) if line.is_taxed}
    certificates = []
    for _, group in groupby(settled, key=lambda row: row.folio):
        rows = list(group)
        certificates.append(
            Certificate(
                holder=rows[0].holder,
                country=rows[0].country,
                ppm=rows[0].rate,
                gross=sum(row.gross for row in rows),
                tax=sum(row.tax for row in rows),
                untaxed=sum(row.gross for row in rows if row.line not in taxed),
            )
        )
    return totals(certificates)
