// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Reason, Verdict} from "./Verdict.sol";

/**
 * @title Restrictions
 * @notice The numbers of ERC-1404 for the reasons of a refused transfer, in the refusal order.
 * @dev A number once given stays; new reasons are appended.
 */
library Restrictions {
    uint8 internal constant COUNT = 21;
    /// @dev Refused for a reason without a number: never 0, which would say that the transfer succeeds.
    uint8 internal constant OTHER = type(uint8).max;

    /// @notice The number of a verdict on a transfer; 0 when it is allowed.
    function numberOf(Verdict v) internal pure returns (uint8) {
        if (v.isSuccess()) return 0;
        bytes32 reason = v.reason();
        for (uint8 number = 1; number <= COUNT; ++number) {
            if (reasonOf(number) == reason) return number;
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
    function reasonOf(uint8 number) internal pure returns (bytes32) {
        if (number == 1) return Reason.PAUSED;
        if (number == 2) return Reason.PARTITION_FROZEN;
        if (number == 3) return Reason.SENDER_NOT_REGISTERED;
        if (number == 4) return Reason.INSUFFICIENT_BALANCE;
        if (number == 5) return Reason.INSUFFICIENT_ALLOWANCE;
        if (number == 6) return Reason.SENDER_SANCTIONED;
        if (number == 7) return Reason.SENDER_FROZEN;
        if (number == 8) return Reason.SENDER_KYC_EXPIRED;
        if (number == 9) return Reason.ZERO_ADDRESS;
        if (number == 10) return Reason.RECEIVER_NOT_REGISTERED;
        if (number == 11) return Reason.RECEIVER_SANCTIONED;
        if (number == 12) return Reason.RECEIVER_FROZEN;
        if (number == 13) return Reason.JURISDICTION_BLOCKED;
        if (number == 14) return Reason.RECEIVER_KYC_EXPIRED;
        if (number == 15) return Reason.ACCREDITATION_REQUIRED;
        if (number == 16) return Reason.ATTRIBUTE_REQUIRED;
        if (number == 17) return Reason.ATTRIBUTE_FORBIDDEN;
        if (number == 18) return Reason.PARTIALLY_FROZEN;
        if (number == 19) return Reason.ON_HOLD;
        if (number == 20) return Reason.PARTITION_LOCKED;
        if (number == 21) return Reason.UNAUTHORIZED_OPERATOR;
        return 0;
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
