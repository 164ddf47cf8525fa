"""The rows of the comparison by key, in their order."""

from __future__ import annotations

BATCH_ADMITTED = 100
BATCH_ISSUED = 50

ROWS = {
    "transfer_existing": "transfer to an existing holder",
    "transfer_new": "transfer to a new holder",
    "partition_existing": "transferByPartition to an existing holder",
    "partition_new": "transferByPartition to a new holder",
    "other_partition_existing": "the same of a further class, existing holder",
    "other_partition_new": "the same of a further class, new holder",
    "ruled_existing": "transfer under rules with a state of their own, existing holder",
    "ruled_new": "the same to a new holder",
    "approve": "approve",
    "transfer_from_existing": "transferFrom to an existing holder",
    "transfer_from_new": "transferFrom to a new holder",
    "admit": "admit an investor, its identity at hand",
    "admit_stranger": "admit an investor, its identity made too",
    "admit_batch": f"admit in a batch of {BATCH_ADMITTED}, each",
    "issue_existing": "issue to an existing holder",
    "issue_new": "issue to a new holder",
    "issue_batch": f"issue in a batch of {BATCH_ISSUED} new holders, each",
    "force": "forced transfer to an existing holder",
    "freeze": "freeze an address",
    "record_date": "record date or snapshot, the second",
    "after_record_date": "first transfer after the second record date",
    "after_record_date_again": "the transfer after that",
    "claim": "claim a dividend in an ERC-20 already held",
    "vote": "cast a vote",
    "deploy": "deploy a token, ready for a lone issuer",
    "deploy_everything": "the same with dividends and votes",
}
