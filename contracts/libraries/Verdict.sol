// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title Verdict
 * @notice What the evaluator says of a movement, in one word: allowed or refused, why, and on whose account.
 * @dev From the highest byte: reason 30 bytes (ASCII, padded with zeros) · party 1 · ERC-1400 status byte 1.
 */
type Verdict is bytes32;

using VerdictLib for Verdict global;

/// @dev Whom a verdict concerns.
uint256 constant PARTY_TOKEN = 0;
uint256 constant PARTY_OPERATOR = 1;
uint256 constant PARTY_SENDER = 2;
uint256 constant PARTY_RECEIVER = 3;
/// @dev A rule that failed: this and its position in the engine's list.
uint256 constant PARTY_RULE = 4;
/// @dev Set beside the party when a rule of the compliance engine refuses, and not the register.
uint256 constant OF_RULE = 0x80;
/// @dev Set beside the party when the compliance engine allows and nobody there has to be told.
uint256 constant QUIET = 0x40;

/// @dev Named readers of a Verdict, and its only writer.
library VerdictLib {
    /// @dev `reason_` has at most 30 characters.
    function pack(bytes1 code_, uint256 party_, bytes32 reason_) internal pure returns (Verdict) {
        return Verdict.wrap(reason_ | bytes32(party_ << 8) | bytes32(uint256(uint8(code_))));
    }

    function isSuccess(Verdict v) internal pure returns (bool) {
        return uint8(uint256(Verdict.unwrap(v))) == uint8(Code.SUCCESS);
    }

    function code(Verdict v) internal pure returns (bytes1) {
        return bytes1(uint8(uint256(Verdict.unwrap(v))));
    }

    function reason(Verdict v) internal pure returns (bytes32) {
        return Verdict.unwrap(v) & ~bytes32(uint256(type(uint16).max));
    }

    function party(Verdict v) internal pure returns (uint256) {
        return uint8(uint256(Verdict.unwrap(v)) >> 8) & ~(OF_RULE | QUIET);
    }

    /// @dev Whether a rule of the compliance engine refuses.
    function isOfRule(Verdict v) internal pure returns (bool) {
        return uint256(Verdict.unwrap(v)) & (OF_RULE << 8) != 0;
    }

    /// @dev Whether the compliance engine need not be told of the movement.
    function isQuiet(Verdict v) internal pure returns (bool) {
        return uint256(Verdict.unwrap(v)) & (QUIET << 8) != 0;
    }

    /// @dev The verdict of an engine that need not be told.
    function quiet(Verdict v) internal pure returns (Verdict) {
        return Verdict.wrap(bytes32(uint256(Verdict.unwrap(v)) | (QUIET << 8)));
    }

    /// @dev The verdict as one of a rule's.
    function ofRule(Verdict v) internal pure returns (Verdict) {
        return Verdict.wrap(bytes32(uint256(Verdict.unwrap(v)) | (OF_RULE << 8)));
    }

    /// @dev The address of the party among those of the movement; zero when allowed.
    function guilty(Verdict v, address token, address operator, address from, address to)
        internal
        pure
        returns (address)
    {
        if (v.isSuccess()) return address(0);
        uint256 who = v.party();
        if (who == PARTY_OPERATOR) return operator;
        if (who == PARTY_SENDER) return from;
        if (who == PARTY_RECEIVER) return to;
        return token;
    }
}

/**
 * @title Code
 * @notice Status bytes of the ERC-1400 table. (The later ERC-1066 gives some of the same bytes other meanings.)
 */
library Code {
    bytes1 internal constant FAILURE = 0x50;
    bytes1 internal constant SUCCESS = 0x51;
    bytes1 internal constant BALANCE = 0x52;
    bytes1 internal constant ALLOWANCE = 0x53;
    bytes1 internal constant HALTED = 0x54;
    bytes1 internal constant LOCKED = 0x55;
    bytes1 internal constant SENDER = 0x56;
    bytes1 internal constant RECEIVER = 0x57;
    bytes1 internal constant OPERATOR = 0x58;
}

/**
 * @title Reason
 * @notice Why a movement is refused: ASCII ids, the same on chain, in reports and in the documentation.
 */
library Reason {
    bytes32 internal constant NONE = 0;
    bytes32 internal constant PAUSED = "PAUSED";
    bytes32 internal constant PARTITION_FROZEN = "PARTITION_FROZEN";
    bytes32 internal constant UNAUTHORIZED_OPERATOR = "UNAUTHORIZED_OPERATOR";
    bytes32 internal constant CONTROL_RENOUNCED = "CONTROL_RENOUNCED";
    bytes32 internal constant ISSUANCE_RENOUNCED = "ISSUANCE_RENOUNCED";
    bytes32 internal constant TERMS_DOCUMENT_MISSING = "TERMS_DOCUMENT_MISSING";
    bytes32 internal constant UNKNOWN_PARTITION = "UNKNOWN_PARTITION";
    bytes32 internal constant SENDER_NOT_REGISTERED = "SENDER_NOT_REGISTERED";
    bytes32 internal constant INSUFFICIENT_BALANCE = "INSUFFICIENT_BALANCE";
    bytes32 internal constant INSUFFICIENT_ALLOWANCE = "INSUFFICIENT_ALLOWANCE";
    bytes32 internal constant SENDER_FROZEN = "SENDER_FROZEN";
    bytes32 internal constant SENDER_SANCTIONED = "SENDER_SANCTIONED";
    bytes32 internal constant SENDER_KYC_EXPIRED = "SENDER_KYC_EXPIRED";
    bytes32 internal constant ZERO_ADDRESS = "ZERO_ADDRESS";
    bytes32 internal constant RECEIVER_NOT_REGISTERED = "RECEIVER_NOT_REGISTERED";
    bytes32 internal constant RECEIVER_FROZEN = "RECEIVER_FROZEN";
    bytes32 internal constant RECEIVER_SANCTIONED = "RECEIVER_SANCTIONED";
    bytes32 internal constant JURISDICTION_BLOCKED = "JURISDICTION_BLOCKED";
    bytes32 internal constant RECEIVER_KYC_EXPIRED = "RECEIVER_KYC_EXPIRED";
    bytes32 internal constant ACCREDITATION_REQUIRED = "ACCREDITATION_REQUIRED";
    bytes32 internal constant ATTRIBUTE_REQUIRED = "ATTRIBUTE_REQUIRED";
    bytes32 internal constant ATTRIBUTE_FORBIDDEN = "ATTRIBUTE_FORBIDDEN";
    bytes32 internal constant SAME_ACCOUNT = "SAME_ACCOUNT";
    bytes32 internal constant PARTIALLY_FROZEN = "PARTIALLY_FROZEN";
    bytes32 internal constant ON_HOLD = "ON_HOLD";
    bytes32 internal constant SAME_IDENTITY = "SAME_IDENTITY";
    bytes32 internal constant PARTITION_LOCKED = "PARTITION_LOCKED";
    bytes32 internal constant NOT_REDEEMABLE = "NOT_REDEEMABLE";
    bytes32 internal constant NOT_CONVERTIBLE = "NOT_CONVERTIBLE";
    bytes32 internal constant NOT_A_MULTIPLE = "NOT_A_MULTIPLE";
    bytes32 internal constant AUTHORISED_EXCEEDED = "AUTHORISED_EXCEEDED";
    bytes32 internal constant UNKNOWN_KIND = "UNKNOWN_KIND";

    // Of the rules.
    bytes32 internal constant RULE_FAILED = "RULE_FAILED";
    bytes32 internal constant REG_D_HOLD = "REG_D_HOLD";
    bytes32 internal constant REG_CF_HOLD = "REG_CF_HOLD";
    bytes32 internal constant REG_S_US_PERSON = "REG_S_US_PERSON";
    bytes32 internal constant QIB_REQUIRED = "QIB_REQUIRED";
    bytes32 internal constant INVALID_LOT = "INVALID_LOT";
    bytes32 internal constant TOO_MANY_LOTS = "TOO_MANY_LOTS";
    bytes32 internal constant CONTRACTUAL_LOCK = "CONTRACTUAL_LOCK";
    bytes32 internal constant VESTING = "VESTING";
    bytes32 internal constant WINDOW_CLOSED = "WINDOW_CLOSED";
    bytes32 internal constant SANCTIONS_LIST_OUTDATED = "SANCTIONS_LIST_OUTDATED";
    bytes32 internal constant AFFILIATE_VOLUME = "AFFILIATE_VOLUME";
    bytes32 internal constant INVESTMENT_LIMIT = "INVESTMENT_LIMIT";
    bytes32 internal constant BELOW_MINIMUM_TICKET = "BELOW_MINIMUM_TICKET";
    bytes32 internal constant PURCHASER_LIMIT = "PURCHASER_LIMIT";
    bytes32 internal constant MAX_BALANCE = "MAX_BALANCE";
    bytes32 internal constant MIN_BALANCE = "MIN_BALANCE";
    bytes32 internal constant HOLDER_CAP = "HOLDER_CAP";
    bytes32 internal constant NONACCREDITED_CAP = "NONACCREDITED_CAP";
    bytes32 internal constant COUNTRY_CAP = "COUNTRY_CAP";
    bytes32 internal constant CATEGORY_CAP = "CATEGORY_CAP";
    bytes32 internal constant ERISA_25 = "ERISA_25";
    bytes32 internal constant TA_APPROVAL_REQUIRED = "TA_APPROVAL_REQUIRED";
}
