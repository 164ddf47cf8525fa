"""T-REX (ERC-3643) with ONCHAINID, from the artifacts that the two packages ship."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eth_abi import encode
from eth_account import Account
from eth_account.messages import encode_defunct
from web3 import Web3

from benchmarks import packages
from benchmarks.compiler import Artifact, shipped
from benchmarks.peers.peer import TokenPeer

TREX = "@tokenysolutions/t-rex/artifacts/contracts"
TREX_IDENTITY = "@tokenysolutions/t-rex/artifacts/@onchain-id/solidity/contracts"
ONCHAINID = "@onchain-id/solidity/artifacts/contracts"

ZERO = "0x" + "00" * 20
VERSION = (4, 1, 6)
TOPIC = 1
COUNTRY = 756
CLAIM_KEY, ECDSA = 3, 1
CLAIM_DATA = b"verified"
CLAIM_SIGNER = (7_777).to_bytes(32, "big")
IMPLEMENTATIONS = (
    ("token", "Token"),
    ("registry/implementation", "ClaimTopicsRegistry"),
    ("registry/implementation", "IdentityRegistry"),
    ("registry/implementation", "IdentityRegistryStorage"),
    ("registry/implementation", "TrustedIssuersRegistry"),
    ("compliance/modular", "ModularCompliance"),
)


class Trex(TokenPeer):
    """The least that complies: one claim topic, one trusted issuer, no compliance module."""

    key = "trex"
    title = "T-REX (ERC-3643)"
    configuration = (
        "one claim topic, one trusted claim issuer, modular compliance with no modules; every holder has an "
        "ONCHAINID of its own with one signed claim"
    )

    def version(self) -> str:
        trex, identity = packages.version("@tokenysolutions/t-rex"), packages.version("@onchain-id/solidity")
        return f"@tokenysolutions/t-rex {trex}, @onchain-id/solidity {identity}"

    def compiler(self) -> str:
        return "as shipped: solc 0.8.17"

    def deploy(self) -> dict[str, int]:
        gas: list[int] = []

        def create(artifact: Artifact, *arguments: Any) -> Any:
            contract, cost = self.chain.deploy(artifact, *arguments, sender=self.issuer)
            gas.append(cost)
            return contract

        def send(call: Any) -> None:
            gas.append(self.chain.send(call, self.issuer))

        identity = create(_artifact(TREX_IDENTITY, "", "Identity"), self.issuer, True)
        identities = create(_artifact(TREX_IDENTITY, "proxy", "ImplementationAuthority"), identity.address)
        self.people = create(_artifact(ONCHAINID, "factory", "IdFactory"), identities.address)
        self.verifier = create(_artifact(TREX_IDENTITY, "", "ClaimIssuer"), self.issuer)
        signer = Web3.keccak(encode(["address"], [Account.from_key(CLAIM_SIGNER).address]))
        send(self.verifier.functions.addKey(signer, CLAIM_KEY, ECDSA))

        parts = [create(_artifact(TREX, folder, name)).address for folder, name in IMPLEMENTATIONS]
        authority = create(_artifact(TREX, "proxy/authority", "TREXImplementationAuthority"), True, ZERO, ZERO)
        send(authority.functions.addAndUseTREXVersion(VERSION, tuple(parts)))
        factory = create(_artifact(TREX, "factory", "TREXFactory"), authority.address, self.people.address)
        send(self.people.functions.addTokenFactory(factory.address))

        token = (self.issuer, "Bench Token", "BENCH", 0, ZERO, ZERO, [self.issuer], [self.issuer], [], [])
        claims = ([TOPIC], [self.verifier.address], [[TOPIC]])
        send(factory.functions.deployTREXSuite("bench", token, claims))
        self.token = self.chain.at(factory.functions.getToken("bench").call(), _artifact(TREX, "token", "Token").abi)
        self.registry = self.chain.at(
            self.token.functions.identityRegistry().call(),
            _artifact(TREX, "registry/implementation", "IdentityRegistry").abi,
        )
        send(self.token.functions.unpause())
        return {"deploy": sum(gas)}

    def prepare_person(self, account: str) -> int:
        gas = self._create_identity(account)
        identity = self.chain.at(self._identity(account), _artifact(TREX_IDENTITY, "", "Identity").abi)
        signed = Web3.keccak(encode(["address", "uint256", "bytes"], [identity.address, TOPIC, CLAIM_DATA]))
        signature = Account.sign_message(encode_defunct(primitive=signed), CLAIM_SIGNER).signature
        claim = (TOPIC, ECDSA, self.verifier.address, bytes(signature), CLAIM_DATA, "")
        return gas + self.chain.send(identity.functions.addClaim(*claim), account)

    def admit(self, account: str) -> int | None:
        call = self.registry.functions.registerIdentity(account, self._identity(account), COUNTRY)
        return self.chain.send(call, self.issuer)

    def admit_batch(self, accounts: Sequence[str]) -> int | None:
        for account in accounts:
            self._create_identity(account)
        identities = [self._identity(account) for account in accounts]
        call = self.registry.functions.batchRegisterIdentity(accounts, identities, [COUNTRY] * len(accounts))
        return self.chain.send(call, self.issuer)

    def issue_batch(self, accounts: Sequence[str], units: int) -> int | None:
        return self.chain.send(self.token.functions.batchMint(accounts, [units] * len(accounts)), self.issuer)

    def force(self, holder: str, receiver: str, units: int) -> int | None:
        return self.chain.send(self.token.functions.forcedTransfer(holder, receiver, units), self.issuer)

    def freeze(self, account: str) -> int | None:
        return self.chain.send(self.token.functions.setAddressFrozen(account, True), self.issuer)

    def _create_identity(self, account: str) -> int:
        return self.chain.send(self.people.functions.createIdentity(account, account), self.issuer)

    def _identity(self, account: str) -> str:
        return str(self.people.functions.getIdentity(account).call())


def _artifact(root: str, folder: str, name: str) -> Artifact:
    parts = [part for part in (root, folder, f"{name}.sol", f"{name}.json") if part]
    return shipped("/".join(parts))
