// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IClasses} from "../interfaces/IClasses.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Book} from "../register/Book.sol";
import {Supply} from "../register/Supply.sol";
import {ACCREDITED_ONLY, EXISTS, PARTITION_STOPPED, REDEEMABLE, Terms, TermsLib} from "../register/Terms.sol";

/**
 * @title Classes
 * @notice Creates partitions, sets their terms and their authorised capital.
 */
abstract contract Classes is IClasses, Book {
    /// @inheritdoc IClasses
    function createPartition(bytes32 partition, PartitionTerms calldata terms, uint96 authorised)
        external
        onlyRole(RoleIds.CONFIGURER)
    {
        require(partition != 0, InvalidPartition(partition));
        require(!_termsOf(_globals, partition).isSet(EXISTS), PartitionExists(partition));
        require(_partitions.length < MAX_PARTITIONS, TooManyPartitions(MAX_PARTITIONS));
        _partitions.push(partition);
        emit PartitionCreated(partition);
        _setTerms(partition, terms);
        _setAuthorised(partition, authorised);
    }

    /// @inheritdoc IClasses
    function setPartitionTerms(bytes32 partition, PartitionTerms calldata terms) external onlyRole(RoleIds.CONFIGURER) {
        _existing(partition);
        _setTerms(partition, terms);
    }

    /// @inheritdoc IClasses
    function setAuthorised(bytes32 partition, uint96 authorised) external onlyRole(RoleIds.CONFIGURER) {
        _existing(partition);
        _setAuthorised(partition, authorised);
    }

    function _setTerms(bytes32 partition, PartitionTerms calldata t) private {
        bool stopped = _termsOf(_globals, partition).isSet(PARTITION_STOPPED);
        Terms word = TermsLib.pack(t.requireAll, t.forbidAny, t.unlockAt, t.accreditedOnly, t.redeemable);
        _storeTerms(partition, word.withFlag(PARTITION_STOPPED, stopped));
        emit PartitionTermsSet(partition, t);
    }

    function _setAuthorised(bytes32 partition, uint96 authorised) private {
        Supply supply = _supplyOf(partition);
        require(authorised >= supply.issued(), AuthorisedBelowIssued(partition, authorised, supply.issued()));
        _supplies[partition].word =
            Supply.unwrap(_stampedSupply(partition, _turnPage().epoch()).withAuthorised(authorised));
        emit AuthorisedSet(partition, authorised);
    }

    /* READING */

    /// @inheritdoc IClasses
    function principal() external view returns (bytes32) {
        return _principal();
    }

    /// @inheritdoc IClasses
    function partitions() external view returns (bytes32[] memory) {
        return _partitions;
    }

    /// @inheritdoc IClasses
    function partitionTerms(bytes32 partition) external view returns (PartitionTerms memory) {
        Terms t = _existing(partition);
        return PartitionTerms({
            requireAll: uint32(t.requireAll()),
            forbidAny: uint32(t.forbidAny()),
            unlockAt: uint32(t.unlockAt()),
            accreditedOnly: t.isSet(ACCREDITED_ONLY),
            redeemable: t.isSet(REDEEMABLE)
        });
    }

    /// @inheritdoc IClasses
    function totalSupplyByPartition(bytes32 partition) external view returns (uint256) {
        return _supplyOf(partition).issued();
    }

    /// @inheritdoc IClasses
    function authorisedOf(bytes32 partition) external view returns (uint256) {
        return _supplyOf(partition).authorised();
    }
}
