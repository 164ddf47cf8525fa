// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1594Status} from "../interfaces/erc/IERC1594.sol";
import {IERC1644Status} from "../interfaces/erc/IERC1644.sol";
import {IRenunciation} from "../interfaces/IRenunciation.sol";
import {Book} from "../register/Book.sol";
import {CONTROL_ENDED, ISSUANCE_ENDED} from "../register/Globals.sol";

/**
 * @title Renunciation
 * @notice Ends issuance or control for ever, and tells whether that happened.
 * @dev Nothing takes the two flags back.
 */
abstract contract Renunciation is IRenunciation, IERC1594Status, IERC1644Status, Book {
    /// @inheritdoc IRenunciation
    function renounceIssuance(string calldata acknowledgement) external onlyRole(ADMIN) {
        _requireAcknowledged("I renounce for ever to issue units of ", acknowledgement);
        _globals = _turnPage().withFlag(ISSUANCE_ENDED, true);
        emit IssuanceRenounced(_caller());
    }

    /// @inheritdoc IRenunciation
    function renounceControl(string calldata acknowledgement) external onlyRole(ADMIN) {
        _requireAcknowledged("I renounce for ever to control units of ", acknowledgement);
        _globals = _turnPage().withFlag(CONTROL_ENDED, true);
        emit ControlRenouncedForEver(_caller());
    }

    function _requireAcknowledged(string memory what, string calldata acknowledgement) private view {
        string memory expected = string.concat(what, _symbol, ".");
        require(keccak256(bytes(acknowledgement)) == keccak256(bytes(expected)), NotAcknowledged(expected));
    }

    /// @inheritdoc IERC1594Status
    function isIssuable() external view returns (bool) {
        return !_globals.isSet(ISSUANCE_ENDED);
    }

    /// @inheritdoc IERC1644Status
    function isControllable() external view returns (bool) {
        return !_globals.isSet(CONTROL_ENDED);
    }
}
