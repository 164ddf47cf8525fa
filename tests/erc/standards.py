"""The standards, word for word: the functions, events and errors that each ERC itself declares.

Nothing here is taken from the contracts. Names of parameters are left as the ERC has them, without underscores.
Where the drafts of the ERC-1400 family differ, the lines are those of docs/decisions/0009-drafts.md.
"""

from __future__ import annotations

from tests.erc.abi import abi

ERC165 = abi("function supportsInterface(bytes4 interfaceId) view returns (bool)")

ERC20 = abi(
    """
    function totalSupply() view returns (uint256)
    function balanceOf(address account) view returns (uint256)
    function transfer(address to, uint256 value) returns (bool)
    function allowance(address owner, address spender) view returns (uint256)
    function approve(address spender, uint256 value) returns (bool)
    function transferFrom(address from, address to, uint256 value) returns (bool)
    event Transfer(address indexed from, address indexed to, uint256 value)
    event Approval(address indexed owner, address indexed spender, uint256 value)
    """
)

ERC20_METADATA = abi(
    """
    function name() view returns (string)
    function symbol() view returns (string)
    function decimals() view returns (uint8)
    """
)

ERC6093 = abi(
    """
    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
    error ERC20InvalidSender(address sender)
    error ERC20InvalidReceiver(address receiver)
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
    error ERC20InvalidApprover(address approver)
    error ERC20InvalidSpender(address spender)
    """
)

ERC1400 = abi(
    """
    function operatorRedeemByPartition(bytes32 partition, address tokenHolder, uint256 value, bytes operatorData)
    event ChangedPartition(bytes32 indexed fromPartition, bytes32 indexed toPartition, uint256 value)
    """
)

ERC1404 = abi(
    """
    function detectTransferRestriction(address from, address to, uint256 value) view returns (uint8)
    function messageForTransferRestriction(uint8 restrictionCode) view returns (string)
    """
)

ERC1404_SPENDER = [
    *ERC1404,
    *abi(
        """
        function detectTransferRestrictionFrom(address spender, address from, address to, uint256 value) view
            returns (uint8)
        """
    ),
]

ERC1410 = abi(
    """
    function balanceOfByPartition(bytes32 partition, address tokenHolder) view returns (uint256)
    function partitionsOf(address tokenHolder) view returns (bytes32[])
    function transferByPartition(bytes32 partition, address to, uint256 value, bytes data) returns (bytes32)
    function operatorTransferByPartition(bytes32 partition, address from, address to, uint256 value, bytes data,
        bytes operatorData) returns (bytes32)
    function canTransferByPartition(address from, address to, bytes32 partition, uint256 value, bytes data) view
        returns (bytes1, bytes32, bytes32)
    function isOperator(address operator, address tokenHolder) view returns (bool)
    function isOperatorForPartition(bytes32 partition, address operator, address tokenHolder) view returns (bool)
    function authorizeOperator(address operator)
    function revokeOperator(address operator)
    function authorizeOperatorByPartition(bytes32 partition, address operator)
    function revokeOperatorByPartition(bytes32 partition, address operator)
    function issueByPartition(bytes32 partition, address tokenHolder, uint256 value, bytes data)
    function redeemByPartition(bytes32 partition, uint256 value, bytes data)
    function operatorRedeemByPartition(bytes32 partition, address tokenHolder, uint256 value, bytes data, bytes
        operatorData)
    event TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address
        indexed to, uint256 value, bytes data, bytes operatorData)
    event AuthorizedOperator(address indexed operator, address indexed tokenHolder)
    event RevokedOperator(address indexed operator, address indexed tokenHolder)
    event AuthorizedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed
        tokenHolder)
    event RevokedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed tokenHolder)
    event IssuedByPartition(bytes32 indexed partition, address indexed operator, address indexed to, uint256
        amount, bytes data, bytes operatorData)
    event RedeemedByPartition(bytes32 indexed partition, address indexed operator, address indexed from, uint256
        amount, bytes operatorData)
    """
)

ERC1594 = abi(
    """
    function transferWithData(address to, uint256 value, bytes data)
    function transferFromWithData(address from, address to, uint256 value, bytes data)
    function isIssuable() view returns (bool)
    function issue(address tokenHolder, uint256 value, bytes data)
    function redeem(uint256 value, bytes data)
    function redeemFrom(address tokenHolder, uint256 value, bytes data)
    function canTransfer(address to, uint256 value, bytes data) view returns (bytes1, bytes32)
    function canTransferFrom(address from, address to, uint256 value, bytes data) view returns (bytes1, bytes32)
    event Issued(address indexed operator, address indexed to, uint256 value, bytes data)
    event Redeemed(address indexed operator, address indexed from, uint256 value, bytes data)
    """
)

ERC1643 = abi(
    """
    function getDocument(bytes32 name) view returns (string, bytes32, uint256)
    function setDocument(bytes32 name, string uri, bytes32 documentHash)
    function removeDocument(bytes32 name)
    function getAllDocuments() view returns (bytes32[])
    event DocumentRemoved(bytes32 indexed name, string uri, bytes32 documentHash)
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash)
    """
)

ERC1644 = abi(
    """
    function isControllable() view returns (bool)
    function controllerTransfer(address from, address to, uint256 value, bytes data, bytes operatorData)
    function controllerRedeem(address tokenHolder, uint256 value, bytes data, bytes operatorData)
    event ControllerTransfer(address controller, address indexed from, address indexed to, uint256 value, bytes
        data, bytes operatorData)
    event ControllerRedemption(address controller, address indexed tokenHolder, uint256 value, bytes data, bytes
        operatorData)
    """
)

ERC2612 = abi(
    """
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
    function nonces(address owner) view returns (uint256)
    function DOMAIN_SEPARATOR() view returns (bytes32)
    """
)

# The part of ERC-3643 that a security speaks; indexed as the interfaces that the ERC refers to.
ERC3643 = abi(
    """
    function paused() view returns (bool)
    function isFrozen(address userAddress) view returns (bool)
    function getFrozenTokens(address userAddress) view returns (uint256)
    function setName(string name)
    function setSymbol(string symbol)
    function pause()
    function unpause()
    function setAddressFrozen(address userAddress, bool freeze)
    function freezePartialTokens(address userAddress, uint256 amount)
    function unfreezePartialTokens(address userAddress, uint256 amount)
    function forcedTransfer(address from, address to, uint256 amount) returns (bool)
    function mint(address to, uint256 amount)
    function burn(address userAddress, uint256 amount)
    function recoveryAddress(address lostWallet, address newWallet, address investorOnchainID) returns (bool)
    function batchTransfer(address[] toList, uint256[] amounts)
    function batchForcedTransfer(address[] fromList, address[] toList, uint256[] amounts)
    function batchMint(address[] toList, uint256[] amounts)
    function batchBurn(address[] userAddresses, uint256[] amounts)
    function batchSetAddressFrozen(address[] userAddresses, bool[] freeze)
    function batchFreezePartialTokens(address[] userAddresses, uint256[] amounts)
    function batchUnfreezePartialTokens(address[] userAddresses, uint256[] amounts)
    event UpdatedTokenInformation(string indexed newName, string indexed newSymbol, uint8 newDecimals, string
        newVersion, address indexed newOnchainID)
    event RecoverySuccess(address indexed lostWallet, address indexed newWallet, address indexed investorOnchainID)
    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner)
    event TokensFrozen(address indexed userAddress, uint256 amount)
    event TokensUnfrozen(address indexed userAddress, uint256 amount)
    event Paused(address userAddress)
    event Unpaused(address userAddress)
    """
)

ERC5267 = abi(
    """
    function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address
        verifyingContract, bytes32 salt, uint256[] extensions)
    event EIP712DomainChanged()
    """
)

ERC6372 = abi(
    """
    function clock() view returns (uint48)
    function CLOCK_MODE() view returns (string)
    """
)

ERC7943 = abi(
    """
    function forcedTransfer(address from, address to, uint256 amount) returns (bool)
    function setFrozenTokens(address account, uint256 amount) returns (bool)
    function canSend(address account) view returns (bool)
    function canReceive(address account) view returns (bool)
    function getFrozenTokens(address account) view returns (uint256)
    function canTransfer(address from, address to, uint256 amount) view returns (bool)
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount)
    event Frozen(address indexed account, uint256 amount)
    """
)

ERC8056 = abi(
    """
    function uiMultiplier() view returns (uint256)
    event UIMultiplierUpdated(uint256 oldMultiplier, uint256 newMultiplier, uint256 effectiveAtTimestamp)
    """
)

ERC8056_PENDING = abi(
    """
    function newUIMultiplier() view returns (uint256)
    function effectiveAt() view returns (uint256)
    """
)

ERC8056_CONVERSION = abi(
    """
    function toUIAmount(uint256 rawAmount) view returns (uint256)
    function fromUIAmount(uint256 uiAmount) view returns (uint256)
    """
)

ERC8056_BALANCES = abi(
    """
    function balanceOfUI(address account) view returns (uint256)
    function totalSupplyUI() view returns (uint256)
    """
)
