// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDirectory} from "../../../interfaces/IDirectory.sol";
import {IRuleList} from "../../../interfaces/IRuleList.sol";
import {IHoldingPeriods} from "../../../interfaces/rules/IHoldingPeriods.sol";
import {RoleIds} from "../../../libraries/RoleIds.sol";
import {Lot, LotLib, MAX_LOTS} from "./Lot.sol";
import {Lots, LotsLib} from "./Lots.sol";
import {Regimes} from "./Regimes.sol";

/**
 * @title LotBooks
 * @notice The lots of every investor, class by class, and how they are put right.
 * @dev Invariant: an investor's lots of a class add up to the units that the investor holds in all wallets.
 */
abstract contract LotBooks is Regimes {
    using LotsLib for *;

    mapping(bytes32 partition => mapping(uint256 investor => uint256[MAX_LOTS])) private _lots;

    function _slotsOf(bytes32 partition, uint256 investor) internal view returns (uint256[MAX_LOTS] storage) {
        return _lots[partition][investor];
    }

    /* CORRECTION */

    /// @inheritdoc IHoldingPeriods
    function setLots(bytes32 partition, address account, HeldLot[] calldata lots, string calldata citation)
        external
        onlyRole(RoleIds.COMPLIANCE)
    {
        _requireCovered(partition);
        uint256 investor = _knownMember(account).investor();
        Lots memory book = _bookFrom(lots);
        (uint256 sum, uint256 held) = (book.sum(), _unitsHeld(partition, account));
        require(sum == held, UnitsDiffer(sum, held));
        book.store(_slotsOf(partition, investor));
        emit LotsSet(partition, investor, lots, citation);
    }

    function _bookFrom(HeldLot[] calldata lots) private view returns (Lots memory book) {
        require(lots.length <= MAX_LOTS, TooManyLots(lots.length, MAX_LOTS));
        book = LotsLib.empty(lots.length);
        for (uint256 i = 0; i < lots.length; ++i) {
            HeldLot calldata lot = lots[i];
            bool isDated = lot.acquired != 0 && lot.acquired <= _today();
            bool isOfRegime = lot.regime == 0 ? lot.unlockAt == 0 : _isKnown(lot.regime);
            require(lot.units != 0 && isDated && isOfRegime, InvalidLot(i));
            book.add(LotLib.pack(lot.units, lot.regime, lot.unlockAt, lot.acquired));
        }
    }

    /**
     * @dev Missing units become a lot of the default regime acquired today. Surplus ones go from the oldest lots, as forced
     * movements take them, so that a gap in what the rule was told never frees a unit. But they only go when COMPLIANCE
     * calls: wallets that were linked before the engine was set and are not listed in its directory yet would look like
     * a surplus, and whoever hides a wallet must not lose a lock by it. Nothing happens before the rule is enacted, while
     * its default regime may not be set yet.
     */
    function _reconcile(address account) internal override {
        uint256 investor = _memberOf(account).investor();
        if (investor == 0 || !_isEnacted()) return;
        if (_scope != 0) return _reconcile(_scope, investor, account);
        bytes32[] memory partitions = _security.partitions();
        for (uint256 i = 0; i < partitions.length; ++i) {
            _reconcile(partitions[i], investor, account);
        }
    }

    function _reconcile(bytes32 partition, uint256 investor, address account) private {
        uint256[MAX_LOTS] storage slots = _slotsOf(partition, investor);
        Lots memory book = slots.load(1);
        (uint256 sum, uint256 held) = (book.sum(), _unitsHeld(partition, account));
        if (sum == held || (sum > held && !_security.hasRole(RoleIds.COMPLIANCE, msg.sender))) return;
        if (sum < held) book.add(_lotByDefault(held - sum, _today()));
        else _trim(book, sum - held);
        book.forceFit(block.timestamp);
        book.store(slots);
        emit LotsReconciled(partition, investor, sum, held);
    }

    function _trim(Lots memory book, uint256 surplus) private pure {
        for (uint256 i = 0; i < book.count; ++i) {
            // Safe: what is taken is never more than what is asked for.
            unchecked {
                surplus -= book.take(i, surplus).units();
            }
        }
        book.tidy();
    }

    function _isEnacted() private view returns (bool) {
        address[] memory rules = IRuleList(address(_engine)).rules();
        for (uint256 i = 0; i < rules.length; ++i) {
            if (rules[i] == address(this)) return true;
        }
        return false;
    }

    /// @dev Units of the investor of `account` in all wallets.
    function _unitsHeld(bytes32 partition, address account) private view returns (uint256 units) {
        address[] memory wallets = IDirectory(address(_engine)).walletsOf(account);
        for (uint256 i = 0; i < wallets.length; ++i) {
            units += _security.balanceOfByPartition(partition, wallets[i]);
        }
    }

    /* READING */

    /// @inheritdoc IHoldingPeriods
    function lotsOf(bytes32 partition, address account) external view returns (HeldLot[] memory list) {
        Lots memory book = _slotsOf(partition, _memberOf(account).investor()).load(0);
        list = new HeldLot[](book.count);
        for (uint256 i = 0; i < list.length; ++i) {
            Lot lot = book.items[i];
            // Safe: the fields of a lot are no wider.
            list[i] = HeldLot(uint96(lot.units()), uint16(lot.regime()), uint16(lot.acquired()), uint40(lot.unlockAt()));
        }
    }
}
