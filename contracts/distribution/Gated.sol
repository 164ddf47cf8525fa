// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDistributions} from "../interfaces/IDistributions.sol";
import {DistributionLedger} from "./DistributionLedger.sol";

/**
 * @title Gated
 * @notice Who may do what with distributions: the roles stand in the security's table.
 */
abstract contract Gated is DistributionLedger {
    modifier onlyRole(bytes32 role) {
        require(_security.hasRole(role, msg.sender), IDistributions.MissingRole(msg.sender, role));
        _;
    }

    function _inState(uint256 id, IDistributions.State state) internal view returns (Book storage book) {
        book = _books[id];
        require(book.state == state, IDistributions.WrongState(id, book.state));
    }
}
