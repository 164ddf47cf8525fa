// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IComplianceEngine, IEngineSeat} from "../interfaces/ICompliance.sol";
import {Book} from "../register/Book.sol";
import {HAS_ENGINE} from "../register/Globals.sol";

/**
 * @title EngineSeat
 * @notice Sets the engine that has a say in every movement.
 */
abstract contract EngineSeat is IEngineSeat, Book {
    /// @inheritdoc IEngineSeat
    function setComplianceEngine(address engine) external onlyRole(ADMIN) {
        bool isSet = engine != address(0);
        require(!isSet || _servesThis(engine), InvalidEngine(engine));
        _engine = IComplianceEngine(engine);
        _globals = _turnPage().withFlag(HAS_ENGINE, isSet);
        emit ComplianceEngineSet(engine);
    }

    function _servesThis(address engine) private view returns (bool) {
        return ERC165Checker.supportsInterface(engine, type(IComplianceEngine).interfaceId)
            && IComplianceEngine(engine).token() == address(this);
    }

    /// @inheritdoc IEngineSeat
    function complianceEngine() external view returns (address) {
        return address(_engine);
    }
}
