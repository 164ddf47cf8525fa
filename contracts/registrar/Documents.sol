// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1643} from "../interfaces/erc/IERC1643.sol";
import {IDocuments} from "../interfaces/IDocuments.sol";
import {RoleIds} from "../libraries/RoleIds.sol";
import {Book} from "../register/Book.sol";
import {TERMS_MISSING} from "../register/Globals.sol";

/**
 * @title Documents
 * @notice The documents of a security (ERC-1643), and the one that issuance waits for.
 * @dev Invariants: each listed name has a document and each document is listed once, at its place; the flag
 * TERMS_MISSING stands if and only if the terms document is required and not there.
 */
abstract contract Documents is IERC1643, IDocuments, Book {
    /// @inheritdoc IERC1643
    function setDocument(bytes32 name, string calldata uri, bytes32 documentHash)
        external
        onlyRole(RoleIds.CONFIGURER)
    {
        require(name != 0 && documentHash != 0, InvalidDocument(name, documentHash));
        Document storage document = _documents[name];
        if (document.place == 0) {
            _documentNames.push(name);
            document.place = uint64(_documentNames.length);
        }
        (document.uri, document.documentHash, document.lastModified) = (uri, documentHash, uint64(block.timestamp));
        emit DocumentUpdated(name, uri, documentHash);
        _updateTermsMissing();
    }

    /// @inheritdoc IERC1643
    function removeDocument(bytes32 name) external onlyRole(RoleIds.CONFIGURER) {
        Document memory document = _documents[name];
        require(document.place != 0, UnknownDocument(name));
        // The last name takes the place of the removed one.
        bytes32 last = _documentNames[_documentNames.length - 1];
        _documentNames[document.place - 1] = last;
        _documents[last].place = document.place;
        _documentNames.pop();
        delete _documents[name];
        emit DocumentRemoved(name, document.uri, document.documentHash);
        _updateTermsMissing();
    }

    /// @inheritdoc IDocuments
    function setTermsDocument(bytes32 name) external onlyRole(RoleIds.CONFIGURER) {
        _termsDocument = name;
        emit TermsDocumentSet(name);
        _updateTermsMissing();
    }

    function _updateTermsMissing() private {
        bytes32 required = _termsDocument;
        _globals = _turnPage().withFlag(TERMS_MISSING, required != 0 && _documents[required].place == 0);
    }

    /* READING */

    /// @inheritdoc IERC1643
    function getDocument(bytes32 name)
        external
        view
        returns (string memory uri, bytes32 documentHash, uint256 lastModified)
    {
        Document storage document = _documents[name];
        return (document.uri, document.documentHash, document.lastModified);
    }

    /// @inheritdoc IERC1643
    function getAllDocuments() external view returns (bytes32[] memory) {
        return _documentNames;
    }

    /// @inheritdoc IDocuments
    function termsDocument() external view returns (bytes32) {
        return _termsDocument;
    }
}
