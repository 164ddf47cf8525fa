// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title ERC-1643: documents
 * @notice Documents of a security under names, each with an address where it is found and the hash of its content.
 * @dev What a document said before stands in the events.
 */
interface IERC1643 {
    /// @notice The document was set for the first time or replaced.
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);

    /// @notice The document was taken off the list; these were its last values.
    event DocumentRemoved(bytes32 indexed name, string uri, bytes32 documentHash);

    /// @notice Sets or replaces a document. @custom:access CONFIGURER
    function setDocument(bytes32 name, string calldata uri, bytes32 documentHash) external;

    /// @notice Takes a document off the list. @custom:access CONFIGURER
    function removeDocument(bytes32 name) external;

    /**
     * @notice A document by name; empty, 0 and 0 when there is none.
     * @return uri where it is found.
     * @return documentHash hash of its content.
     * @return lastModified unix time of the last setting.
     */
    function getDocument(bytes32 name)
        external
        view
        returns (string memory uri, bytes32 documentHash, uint256 lastModified);

    /// @notice The names of all documents, in no order.
    function getAllDocuments() external view returns (bytes32[] memory);
}
