// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/**
 * @title IDocuments
 * @notice What the token asks of documents beyond ERC-1643: that issuance may wait for one.
 */
interface IDocuments {
    /**
     * @notice A document as stored.
     * @param uri where it is found.
     * @param documentHash hash of its content.
     * @param lastModified unix time of the last setting; 0 when there is no such document.
     * @param place position in the list of names, counted from 1.
     */
    struct Document {
        string uri;
        bytes32 documentHash;
        uint64 lastModified;
        uint64 place;
    }

    /// @notice Issuance waits for the document `name`; 0 when for none.
    event TermsDocumentSet(bytes32 indexed name);

    /// @notice A document needs a name and the hash of its content.
    error InvalidDocument(bytes32 name, bytes32 documentHash);

    /// @notice No document of that name.
    error UnknownDocument(bytes32 name);

    /**
     * @notice Lets nothing be issued while there is no document `name`, for instance the terms and conditions; 0 lifts
     * the rule. @custom:access CONFIGURER
     */
    function setTermsDocument(bytes32 name) external;

    /// @notice The document that issuance waits for; 0 for none.
    function termsDocument() external view returns (bytes32);
}
