"""What the contracts' errors mean, in plain sentences. A test holds that every error and every reason has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eth_utils import to_checksum_address

from scripts.lib.addresses import is_address
from scripts.lib.dates import format_day, format_time
from scripts.lib.labels import key_parts, label_text
from scripts.lib.roles import role_name

# By the ids of contracts/libraries/Verdict.sol
REASONS: Mapping[str, str] = {
    "PAUSED": "movements are paused",
    "PARTITION_FROZEN": "the class is stopped",
    "UNAUTHORIZED_OPERATOR": "the caller is neither the holder nor an operator of the holder",
    "CONTROL_RENOUNCED": "the issuer has renounced for ever to move units without the holder",
    "ISSUANCE_RENOUNCED": "the issuer has renounced for ever to issue units",
    "TERMS_DOCUMENT_MISSING": "nothing is issued before the terms document is there",
    "UNKNOWN_PARTITION": "the security has no such class",
    "SENDER_NOT_REGISTERED": "the sender is not in the register of members",
    "INSUFFICIENT_BALANCE": "the sender does not hold that many units of the class",
    "INSUFFICIENT_ALLOWANCE": "the holder allowed the caller fewer units",
    "SENDER_FROZEN": "the sender is frozen",
    "SENDER_SANCTIONED": "the sender stands on a sanctions list",
    "SENDER_KYC_EXPIRED": "the sender's admission has run out",
    "ZERO_ADDRESS": "the zero address cannot hold units",
    "RECEIVER_NOT_REGISTERED": "the receiver is not in the register of members",
    "RECEIVER_FROZEN": "the receiver is frozen",
    "RECEIVER_SANCTIONED": "the receiver stands on a sanctions list",
    "JURISDICTION_BLOCKED": "the receiver's country is closed",
    "RECEIVER_KYC_EXPIRED": "the receiver's admission has run out",
    "ACCREDITATION_REQUIRED": "the class is for accredited investors, and the receiver is not one",
    "ATTRIBUTE_REQUIRED": "the receiver lacks an attribute that the class requires",
    "ATTRIBUTE_FORBIDDEN": "the receiver has an attribute that the class forbids",
    "SAME_ACCOUNT": "sender and receiver are the same wallet",
    "PARTIALLY_FROZEN": "too many of the sender's units are frozen",
    "ON_HOLD": "too many of the sender's units are on hold",
    "SAME_IDENTITY": "both wallets belong to the same investor",
    "PARTITION_LOCKED": "the units of the class are still locked",
    "NOT_REDEEMABLE": "the units of the class cannot be handed back",
    "NOT_CONVERTIBLE": "units of the class do not convert into that class",
    "NOT_A_MULTIPLE": "the units do not convert without a fraction",
    "AUTHORISED_EXCEEDED": "the authorised capital of the class is used up",
    "UNKNOWN_KIND": "a movement of that kind is not asked about",
    "RULE_FAILED": "a rule gave no answer that could be understood, or is closed, and so refuses",
    "REG_D_HOLD": "the units were sold under Regulation D, and are restricted for this receiver",
    "REG_CF_HOLD": "the units were crowdfunded less than a year ago, and are restricted for this receiver",
    "REG_S_US_PERSON": "the units were sold offshore, and the receiver is a US person",
    "QIB_REQUIRED": "the units are for qualified institutional buyers, and the receiver is not one",
    "INVALID_LOT": "what the issue says of the lot is not valid",
    "TOO_MANY_LOTS": "the receiver would hold units of too many different days and exemptions",
    "CONTRACTUAL_LOCK": "the holder agreed not to sell these units yet",
    "VESTING": "the units have not vested",
    "WINDOW_CLOSED": "the security does not trade at this time",
    "SANCTIONS_LIST_OUTDATED": "the sanctions list was not published lately enough",
    "AFFILIATE_VOLUME": "the affiliate would sell more than it may within the period",
    "INVESTMENT_LIMIT": "the buyer would invest more than it may within the period",
    "BELOW_MINIMUM_TICKET": "the purchase is smaller than the offering allows",
    "PURCHASER_LIMIT": "as many investors who are not accredited have bought lately as may",
    "MAX_BALANCE": "the receiver would hold more than one investor may",
    "MIN_BALANCE": "one side would hold less than an investor must, and more than nothing",
    "HOLDER_CAP": "the class has as many holders as it may have",
    "NONACCREDITED_CAP": "the class has as many holders who are not accredited as it may have",
    "COUNTRY_CAP": "the class has as many holders of the receiver's country as it may have",
    "CATEGORY_CAP": "the class has as many holders of the receiver's category as it may have",
    "ERISA_25": "benefit plans would hold too large a part of the class",
    "TA_APPROVAL_REQUIRED": "the transfer needs the transfer agent's consent",
}

# By the errors of contracts/interfaces and OpenZeppelin; a name in braces is a value of the error. Where two errors
# share a name, the one stands here with the names of its values.
ERRORS: Mapping[str, str] = {
    "Error": "{message}",
    "Panic": "the contract failed with panic code {code}",
    "AccessControlUnauthorizedAccount": "{account} lacks the role {neededRole}",
    "MissingRole": "{account} lacks the role {role}",
    "NotRoleHolder": "a role is given up by its holder alone, not by another for {account}",
    "AdminRoleIsNotGranted": "the administrator's role changes hands by proposal and acceptance only",
    "NotProposedAdmin": "{account} is not proposed as administrator",
    "AdminDelayNotOver": "the proposal cannot be accepted before {acceptFrom}",
    "AdminDelayTooLong": "a delay of {delay} seconds is longer than the {limit} allowed",
    "InvalidAdmin": "a security needs an administrator",
    "NotARegistrar": "there is no registrar at {registrar}",
    "NotATransferOffice": "there is no transfer office at {transferOffice}",
    "NotAnEnquiryDesk": "there is no enquiry desk at {enquiryDesk}",
    "NotAtThisAddress": "call the security, not {part}, which is a part of securities",
    "AdmissionWithoutEnd": "the admission of {account} has no last day",
    "InvalidAccount": "{account} cannot be a member",
    "InvalidCountry": "{country} is not a country",
    "RegisterFull": "the register is full",
    "WalletBarred": "{account} was lost and is never admitted again",
    "AlreadyRegistered": "{account} is in the register already",
    "NotRegistered": "{account} is not in the register of members",
    "MemberHoldsUnits": "{account} still holds {units} units of {partition}",
    "LengthMismatch": "two lists that belong together have {left} and {right} items",
    "UnknownPartition": "the security has no class {partition}",
    "PartitionExists": "the class {partition} exists already",
    "InvalidPartition": "a class needs a name",
    "TooManyPartitions": "the security has {limit} classes, as many as it can list",
    "AuthorisedBelowIssued": "{issued} units of {partition} are issued, more than {authorised}",
    "InvalidPause": "a pause needs a level, and an end that has not passed ({until})",
    "InvalidDocument": "a document needs a name and a hash",
    "UnknownDocument": "there is no document {name}",
    "InvalidFrozenAmount": "{frozen} of {units} units of {account} are frozen: {amount} cannot be added or taken off",
    "NotAcknowledged": 'this is for ever: repeat the sentence "{expected}"',
    "InvalidRatio": "{numerator} for {denominator} is no ratio for converting {fromPartition} into {toPartition}",
    "InvalidSplit": "{numerator} for {denominator} is no split of {partition}",
    "SplitWithoutDocument": "the split of {partition} names no document",
    "SplitInPast": "a split applies from now on at the earliest: {effectiveAt} is before {time}",
    "SplitPending": "a split of {partition} is to come already, at {effectiveAt}",
    "NoPendingSplit": "no split of {partition} is to come",
    "SplitOutOfRange": "{numerator} shares for {denominator} units are a ratio that {partition} cannot have",
    "HoldExists": "the hold {holdId} exists, or existed, already",
    "NoOpenHold": "there is no open hold {holdId}",
    "InvalidHold": "the hold {holdId} needs units, an expiry ahead, and a notary or a recipient with a secret",
    "HoldExpired": "the hold {holdId} could be executed until {expiry}",
    "HoldNotExpired": "the hold {holdId} can be executed until {expiry}",
    "NotHoldNotary": "{account} is not the notary of the hold {holdId}, and brings no secret",
    "WrongRecipient": "the hold {holdId} is not in favour of {recipient}",
    "HoldTooSmall": "{units} units are left of the hold {holdId}, fewer than {value}",
    "InvalidRecoveryDelay": "a recovery waits from {least} to {most} seconds, not {delay}",
    "ReplacementKnown": "{replacement} cannot replace a lost wallet: it is or was in the register",
    "NoEvidence": "the recovery of {lost} names no evidence",
    "NoRecovery": "no recovery of {lost} to {replacement} was initiated",
    "RecoveryNotDue": "{lost} can object until {executableFrom}",
    "RecoveryPending": "a recovery of {lost} to {replacement} is pending",
    "ControlRenounced": "the issuer has renounced for ever to move units without the holder",
    "BeyondMandate": "{provider} may not attest this {field}",
    "AttestationExpired": "the attestation could be brought until {deadline}",
    "AttestationOutdated": "the attestation is about another state of the entry of {account}, or that was removed",
    "AttestationUsed": "the attestation {nonce} of {provider} was used or revoked",
    "InvalidAttestation": "the attestation is not signed by {provider}, or was changed",
    "NotOwnAttestation": "the attestation is about {account}, not about {caller}",
    "ERC2612ExpiredSignature": "the permit could be used until {deadline}",
    "ERC2612InvalidSigner": "the permit is signed by {signer}, not by {owner}",
    "RecordDateInPast": "the record date {recordDate} is before the present time {time}",
    "RecordDateTooFar": "a record date is set at most two years ahead, until {latest}",
    "ScheduleFull": "the security has had {limit} record dates, as many as it can ever have",
    "TooManyRecordDates": "{limit} record dates are still to come, as many as there can be",
    "UnknownRecordDate": "{recordDate} is no record date",
    "RecordDateNotPassed": "the record date {recordDate} has not passed at {time}",
    "InvalidDeclaration": "the declaration contradicts itself, in {field}",
    "NotItsOffice": "there is no distribution office of this security at {office}",
    "WrongState": "distribution {id} is in the state {state}, which does not allow this",
    "WrongFunding": "distribution {id} received {received} where {due} is to be paid in",
    "OutsidePayPeriod": "distribution {id} is paid from {payDate} to {claimBackUntil}; it is {time}",
    "DeadlinePassed": "distribution {id} was to be funded until {deadline}; it is {time}",
    "NotYet": "distribution {id} is open until {until}; it is {time}",
    "TooLateToCancel": "the record date {recordDate} of distribution {id} has passed",
    "DustUnknown": "the dust of distribution {id} is known once everybody is paid, or it is closed",
    "AlreadyPaid": "{holder} was paid by distribution {id} already",
    "NothingDue": "nothing of distribution {id} is due to {holder}",
    "HolderStopped": "{holder} is frozen or sanctioned; the money of distribution {id} waits",
    "HolderNotStopped": "{holder} is neither frozen nor sanctioned, and can be paid by distribution {id}",
    "InvalidPayee": "the money cannot go to {to}",
    "InstructionExpired": "the payment instruction could be used until {deadline}; it is {time}",
    "InvalidInstruction": "the payment instruction is not signed by {holder}, or was changed or used",
    "NotOnTheList(id, folio)": "the list of distribution {id} has no such entry for folio {folio}",
    "InvalidListEntry": "the entry of folio {folio} in list {id} withholds more than it pays, or tax without a table",
    "WrongHolder": "the entry of folio {folio} in the list of distribution {id} is not that of {holder}",
    "ListExceedsPot": "the list of distribution {id} comes to {settled} by now, more than its pot of {pot}",
    "OnlyItself": "the distributor calls this of itself, and nobody else may",
    "InvalidTaxTable": "the tax table contradicts itself, in {field}",
    "InvalidTaxForm": "the tax form contradicts itself, in {field}",
    "InvalidBond": "the terms of the bond contradict themselves, in {field}",
    "InvalidCoupon": "{partition} bears no interest from day {from} to day {to}",
    "WrongCoupon": (
        "the coupon of {partition} is {amount} for every {per} units, not {declaredAmount} for every {declaredPer}"
    ),
    "PaymentFailed": "{amount} of the currency {currency} could not be sent to {to}",
    "NotEnoughGas": "the transaction has too little gas left ({left}) to send money",
    "InvalidNotice": "the notice contradicts itself, in {field}",
    "InvalidMotion": "the motion contradicts itself, in {field}",
    "UnknownMeeting": "there is no meeting {meeting}",
    "UnknownResolution": "there is no resolution {resolution}",
    "VotingHasOpened": "voting at meeting {meeting} opened at {opensAt}",
    "NotOpen": "ballots on resolution {resolution} are cast from {opensAt} to {closesAt}; it is {time}",
    "NotClosed": "voting on resolution {resolution} closes at {closesAt}",
    "AlreadyCertified": "resolution {resolution} is certified already",
    "NoChoice": "the ballot on resolution {resolution} makes no choice",
    "NoVotes": "{voter} has no votes on resolution {resolution}",
    "ERC20InvalidSpender": "{spender} cannot be allowed units",
    "ERC20InvalidApprover": "{approver} cannot allow units",
    "ERC20InvalidSender": "{sender} cannot send",
    "ERC20InvalidReceiver": "{receiver} cannot receive",
    "InvalidEngine": "there is no compliance engine of this security at {engine}",
    "NotTheSecurity": "only the security itself tells its engine of movements, not {caller}",
    "NotTheEngine": "only the engine tells a rule of movements, not {caller}",
    "EngineBusy": "the engine is in the middle of telling its rules of a movement",
    "InsufficientGas": "{left} gas is left, and {needed} is needed to tell the rules",
    "InvalidParameter": "the rule knows no parameter {key}, or not the value {value} for it",
    "InvalidRule": "{rule} is not a rule of this engine",
    "TooManyRules": "{count} rules are more than the {limit} that a movement can bear",
    "RuleRepeated": "the rule {rule} is named twice",
    "RuleOutOfOrder": "the rule {rule} of step {step} would be asked after one of a later step",
    "DelayTooLong": "a delay of {delay} seconds is longer than the {limit} allowed",
    "NotEnactable": "no proposal can be enacted now; one that waits can be from {enactableFrom}",
    "NotClosed(rule)": "the rule {rule} is not in the list, or not closed",
    "NotTheGiver": "{caller} may not ask for consent to a transfer of {from}",
    "RequestPending": "consent to this very transfer is asked for or given already",
    "NoRequest": "nobody has asked for consent to this transfer",
    "ExpiryPassed": "the consent would have run out already, at {expiry}",
    "InvalidSilence": "consent by silence has to count for some time",
    "InvalidLot": "lot {position} is empty, of an unknown regime, or of a day that cannot be",
    "TooManyLots": "{count} lots are more than the {limit} that an investor can have",
    "UnitsDiffer": "the lots come to {ofLots} units, and the investor holds {held}",
    "OutOfScope": "the rule is not about the class {partition}",
    "SameInvestor": "{account} and {relative} are one investor's",
    "GroupFull": "the group {group} has {limit} investors, as many as it can have",
    "InvalidSaleDay": "sales are entered for days gone by that still count, and {day} is none",
    "NotAnAffiliate": "{account} has no attribute of an affiliate",
    "InvalidPurchaseDay": "purchases are entered for days gone by that still count, and {day} is none",
    "BooksFull": "the books have {limit} purchasers, as many as they can hold",
    "InvalidShare": "{ppm} parts per million are more than the whole",
    "InvalidSchedule": "the schedule has no units, or its dates do not follow one another",
    "TooManySchedules": "{account} has {maximum} schedules in force, as many as it can have",
    "NotOpen(index)": "there is no schedule {index} that could still be changed",
    "EmptyList": "a sanctions list needs a root",
    "InvalidListDate": "the list of {listDate} is ahead, or older than the present one, of {current}",
    "NotOnTheList": "the proof does not show that {account} is on the sanctions list",
    "ProofsMissing": "{accounts} accounts need as many proofs, not {proofs}",
    "RuleMayNotFreeze": "the sanctions list lacks the role FREEZER",
    "RollNotWritten": "the list of rules could not be written, for lack of gas",
    "ReentrancyGuardReentrantCall": "the contract was called again in the middle of its own work",
    "SafeERC20FailedOperation": "the currency {token} refused",
}

# IDistributions.State
STATES = ("none", "declared", "recorded", "funded", "payable", "closed", "swept", "cancelled")

TIMES = frozenset(
    (
        "acceptFrom",
        "until",
        "recordDate",
        "time",
        "payDate",
        "deadline",
        "claimBackUntil",
        "opensAt",
        "closesAt",
        "expiry",
        "executableFrom",
        "enactableFrom",
        "listDate",
        "effectiveAt",
        "current",
    )
)
DAYS = frozenset(("day",))
ROLES = frozenset(("neededRole", "role"))


def sentence(error: str, values: Mapping[str, Any]) -> str:
    """The error in words; its name and values for one that has no sentence."""
    shown = {name: _show(name, value) for name, value in values.items()}
    text = ERRORS.get(f"{error}({', '.join(values)})") or ERRORS.get(error)
    if text:
        return text.format(**shown)
    words = ", ".join(f"{name} {value}" for name, value in shown.items())
    return f"{error} ({words})" if words else error


def _show(name: str, value: Any) -> str:
    if name in ROLES:
        return role_name(value)
    if name in TIMES:
        return format_time(value)
    if name in DAYS:
        return format_day(value)
    if name == "key":
        return " ".join(map(str, filter(None, key_parts(value))))
    if name == "state":
        return STATES[value]
    if isinstance(value, bytes):
        return label_text(value)
    if isinstance(value, str) and is_address(value):
        return to_checksum_address(value)
    return str(value)
