"""Of each sentence a defect that breaks it, and the steps that show it."""

from __future__ import annotations

from tests.sabotage import DISTRIBUTION_OFFICE, DISTRIBUTOR, Defect

LEDGER = "contracts/distribution/DistributionLedger.sol"
PAYMENTS = "contracts/distribution/Payments.sol"
LISTS = "contracts/distribution/Lists.sol"
RATING = "contracts/distribution/TaxRating.sol"
DECLARATIONS = "contracts/distribution/Declarations.sol"
ENDINGS = "contracts/distribution/Endings.sol"

DEFECTS = {
    "failed payments stay counted": Defect(
        "D-1",
        PAYMENTS,
        good="_unwriteLines(id, shares);",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "nobody is marked as paid": Defect(
        "D-2",
        PAYMENTS,
        good="_markSettled(id, folio);",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "tax remitted again and again": Defect(
        "D-3",
        ENDINGS,
        good="book.remitted = book.withheld;",
        bad="",
        victim=DISTRIBUTION_OFFICE,
    ),
    "funded too late": Defect(
        "D-4",
        DECLARATIONS,
        good="require(block.timestamp <= book.deadline, DeadlinePassed(id, book.deadline, block.timestamp));",
        bad="",
        victim=DISTRIBUTION_OFFICE,
    ),
    "a form counts for the past": Defect(
        "D-5",
        RATING,
        good="if (form.since <= time) return (form.ppm, form.validThrough);",
        bad="return (form.ppm, form.validThrough);",
        victim=DISTRIBUTOR,
    ),
    "a longer window at the end": Defect(
        "D-6",
        ENDINGS,
        good="book.state = isFunded ? State.Closed : State.Swept;",
        bad="book.state = isFunded ? State.Closed : State.Swept; book.claimBackUntil += 1 days;",
        victim=DISTRIBUTION_OFFICE,
    ),
    "stopped and paid": Defect(
        "D-7",
        PAYMENTS,
        good="require(!standing.stopped, HolderStopped(id, holder));",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "paid by wallet and not by entry": Defect(
        "D-8",
        LEDGER,
        good="return _security.standingAt(_partitionOf(_lines[id][0]), holder, book.recordDate);",
        bad="IRecordDates.Standing memory s ="
        " _security.standingAt(_partitionOf(_lines[id][0]), holder, book.recordDate);"
        " s.folio = uint160(holder); return s;",
        victim=DISTRIBUTOR,
    ),
    "money for units that stay": Defect(
        "D-9",
        PAYMENTS,
        good="if (redeems) _redeem(id, book, holder, standing.units);",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "tax for whoever asks": Defect(
        "D-10",
        ENDINGS,
        good="_send(book.currency, agent, amount);",
        bad="_send(book.currency, msg.sender, amount);",
        victim=DISTRIBUTION_OFFICE,
    ),
    "swept before its time": Defect(
        "D-11",
        ENDINGS,
        good="require(block.timestamp > book.claimBackUntil, NotYet(id, book.claimBackUntil, block.timestamp));",
        bad="",
        victim=DISTRIBUTION_OFFICE,
    ),
    "dust of one currency for another": Defect(
        "D-12",
        DECLARATIONS,
        good="_carries[partition][book.currency] += amount;",
        bad="_carries[partition][address(0)] += amount;",
        victim=DISTRIBUTION_OFFICE,
    ),
    "excluded and paid": Defect(
        "D-13",
        DECLARATIONS,
        good="if (folio != 0) _markSettled(id, folio);",
        bad="",
        victim=DISTRIBUTION_OFFICE,
    ),
    "a list beyond its pot": Defect(
        "D-14",
        LISTS,
        good="require(settled <= pot, ListExceedsPot(id, settled, pot));",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "paid elsewhere in silence": Defect(
        "D-15",
        PAYMENTS,
        good="if (holder != to) emit PaidElsewhere(ids[i], holder, to, net);",
        bad="",
        victim=DISTRIBUTOR,
    ),
    "one who refuses spoils the push": Defect(
        "D-16",
        PAYMENTS,
        good="return PAYMENT_FAILED;",
        bad="revert OnlyItself();",
        victim=DISTRIBUTOR,
    ),
}
