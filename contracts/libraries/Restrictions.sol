// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Verdict} from "./Verdict.sol";

/**
 * @title Restrictions
 * @notice The numbers of ERC-1404 and of ERC-1450 for the reasons of a refused transfer.
 * @dev A number once given stays; new reasons are appended.
 */
library Restrictions {
    /// @dev Refused for a reason without a number: never 0, which would say that the transfer succeeds.
    uint8 internal constant OTHER = type(uint8).max;

    /// @dev The reasons in the order of their numbers, from 1, each followed by a space; as text they take a third of the code.
    bytes private constant REASONS = "PAUSED PARTITION_FROZEN SENDER_NOT_REGISTERED INSUFFICIENT_BALANCE INSUFFICIENT_ALLOWANCE "
        "SENDER_SANCTIONED SENDER_FROZEN SENDER_KYC_EXPIRED ZERO_ADDRESS RECEIVER_NOT_REGISTERED "
        "RECEIVER_SANCTIONED RECEIVER_FROZEN JURISDICTION_BLOCKED RECEIVER_KYC_EXPIRED "
        "ACCREDITATION_REQUIRED ATTRIBUTE_REQUIRED ATTRIBUTE_FORBIDDEN PARTIALLY_FROZEN ON_HOLD "
        "PARTITION_LOCKED UNAUTHORIZED_OPERATOR RULE_FAILED REG_D_HOLD REG_CF_HOLD REG_S_US_PERSON "
        "QIB_REQUIRED INVALID_LOT TOO_MANY_LOTS CONTRACTUAL_LOCK VESTING WINDOW_CLOSED "
        "SANCTIONS_LIST_OUTDATED AFFILIATE_VOLUME INVESTMENT_LIMIT BELOW_MINIMUM_TICKET PURCHASER_LIMIT "
        "MAX_BALANCE MIN_BALANCE HOLDER_CAP NONACCREDITED_CAP COUNTRY_CAP CATEGORY_CAP ERISA_25 "
        "TA_APPROVAL_REQUIRED ";

    /// @dev Their numbers in ERC-1450, in the same order; 0 for those that it has none for.
    bytes private constant ERC1450_NUMBERS =
        hex"06030b020001030c080b01030d0a0e0101030309000009090d0e000509090401050505050505050505050500";
    /// @dev ERC-1450's number for every other reason.
    uint16 private constant ERC1450_OTHER = 999;

    /// @notice The number of a verdict on a transfer in ERC-1450; 0 when it is allowed.
    function erc1450Of(Verdict v) internal pure returns (uint16) {
        if (v.isSuccess()) return 0;
        uint8 number = numberOf(v);
        if (number == OTHER) return ERC1450_OTHER;
        uint8 known = uint8(ERC1450_NUMBERS[number - 1]);
        return known == 0 ? ERC1450_OTHER : known;
    }

    /// @notice The number of a verdict on a transfer; 0 when it is allowed.
    function numberOf(Verdict v) internal pure returns (uint8) {
        if (v.isSuccess()) return 0;
        bytes memory reasons = REASONS;
        bytes32 reason = v.reason();
        uint256 position = 0;
        for (uint8 number = 1; position < reasons.length; ++number) {
            bytes32 next;
            (next, position) = _reasonAt(reasons, position);
            if (next == reason) return number;
        }
        return OTHER;
    }

    /// @notice The number in words: the reason's id, written as a sentence begins.
    function messageOf(uint8 number) internal pure returns (string memory) {
        if (number == 0) return "No restriction";
        bytes32 reason = reasonOf(number);
        return reason == 0 ? "Unknown restriction code" : _asWords(reason);
    }

    /// @notice The reason with that number; 0 when there is none.
    function reasonOf(uint8 number) internal pure returns (bytes32 reason) {
        bytes memory reasons = REASONS;
        uint256 position = 0;
        for (uint8 i = 0; i < number; ++i) {
            if (position == reasons.length) return 0;
            (reason, position) = _reasonAt(reasons, position);
        }
    }

    /// @dev The reason that begins at `position`, and where the next one begins.
    function _reasonAt(bytes memory reasons, uint256 position) private pure returns (bytes32 reason, uint256 next) {
        for (uint256 i = 0; reasons[position + i] != " "; ++i) {
            reason |= bytes32(reasons[position + i]) >> (8 * i);
            next = position + i + 2;
        }
    }

    /// @dev "SENDER_FROZEN" becomes "Sender frozen".
    function _asWords(bytes32 id) private pure returns (string memory) {
        uint256 length = 0;
        while (length < 32 && id[length] != 0) ++length;
        bytes memory words = new bytes(length);
        words[0] = id[0];
        for (uint256 i = 1; i < length; ++i) {
            words[i] = id[i] == "_" ? bytes1(" ") : id[i] | 0x20;
        }
        return string(words);
    }
}
