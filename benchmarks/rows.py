"""The rows of the comparison by key, in their order."""

from __future__ import annotations

BATCH_ADMITTED = 100
BATCH_ISSUED = 50
CLAIMED_AT_ONCE = 5
FEW_PUSHED, MANY_PUSHED = 50, 100
LISTED = 2 + MANY_PUSHED

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
    "declare": "declare and fund a dividend in an ERC-20, with its record date",
    "claim_first": "claim it, the first of all holders",
    "claim": "claim it, a later holder",
    "claim_five": "claim five at once, each",
    "push_50": f"pay {FEW_PUSHED} holders by push, each",
    "push_100": f"pay {MANY_PUSHED} holders by push, each",
    "declare_ether": "declare and fund a dividend in ETH, with its record date",
    "claim_first_ether": "claim ETH, the first of all holders",
    "claim_ether": "claim ETH, a later holder",
    "claim_five_ether": "claim ETH of five at once, each",
    "push_50_ether": f"pay ETH to {FEW_PUSHED} holders by push, each",
    "push_100_ether": f"pay ETH to {MANY_PUSHED} holders by push, each",
    "declare_list": f"declare and fund a dividend in an ERC-20 by a list of {LISTED} holders",
    "claim_first_list": "claim by proof, the first of all holders",
    "claim_list": "claim by proof, a later holder",
    "push_50_list": f"pay {FEW_PUSHED} holders of the list by push, each",
    "push_100_list": f"pay {MANY_PUSHED} holders of the list by push, each",
    "vote": "cast a vote",
    "deploy": "deploy a token, ready for a lone issuer",
    "deploy_everything": "the same with dividends and votes",
}
