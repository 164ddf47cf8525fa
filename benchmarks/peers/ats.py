"""Hedera's Asset Tokenization Studio: an equity, which is a diamond whose facets a resolver keeps.

The package ships code for the Cancun fork, of which the chain knows nothing, so its sources are compiled anew. The
deployment follows the package's own script, with what an equity needs and nothing of bonds and loans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from benchmarks import packages
from benchmarks.chain import GAS_LIMIT
from benchmarks.compiler import Artifact, Settings, compiled, project_settings
from benchmarks.peers.peer import TokenPeer
from benchmarks.problems import BenchError

PACKAGE = packages.MODULES / "@hashgraph" / "asset-tokenization-contracts"
SCRIPTS = PACKAGE / "build" / "scripts" / "domain"
OPENZEPPELIN = "node_modules/openzeppelin-v4"
RUNS = 100  # the package's own setting

RESOLVER = "BusinessLogicResolver"
RESOLVER_PROXY = "ResolverProxy"
ASSET = "IAsset"
FACTORY_FACET = "FactoryFacet"
PROXY, PROXY_ADMIN = "TransparentUpgradeableProxy", "ProxyAdmin"
LIBRARIES = (  # in the order in which they can be deployed
    "ScheduledTasksDispatchOps",
    "ClearingReadOps",
    "ScheduledTasksOps",
    "TokenCoreOps",
    "HoldOps",
    "ClearingOps",
    "ClearingLifecycleOps",
    "ClearingProtectedOps",
)

EQUITY, FACTORY = (number.to_bytes(32, "big") for number in (1, 8))
REGISTERED_AT_ONCE, CONFIGURED_AT_ONCE = 10, 15
ROLES = (
    "ROLE_ISSUER",
    "ROLE_KYC",
    "ROLE_SSI_MANAGER",
    "ROLE_CONTROLLER",
    "ROLE_FREEZE_MANAGER",
    "ROLE_SNAPSHOT",
)

ZERO = "0x" + "00" * 20
UNLIMITED = 2**256 - 1
ISIN = "US0378331005"  # any with a right check digit
PARTITION = (1).to_bytes(32, "big")  # the one partition of a security with one
OTHER_PARTITION = b"PREFERRED".ljust(32, b"\0")
NO_DIVIDEND, REG_S, NO_SUBTYPE = 0, 1, 0
FOREVER = 4_000_000_000


class Ats(TokenPeer):
    """An equity with internal KYC and one partition."""

    key = "ats"
    title = "Hedera ATS"
    configuration = (
        "equity, internal KYC on, no votes, one partition (several in the rows on a further class); deployed: its "
        "libraries, resolver, the facets of an equity, factory and the equity"
    )
    has_history = True

    def version(self) -> str:
        return f"@hashgraph/asset-tokenization-contracts {packages.version('@hashgraph/asset-tokenization-contracts')}"

    def compiler(self) -> str:
        return str(_settings())

    def deploy(self) -> dict[str, int]:
        self.gas: list[int] = []
        libraries: dict[str, str] = {}
        for name in LIBRARIES:
            libraries[name] = self._create(name, libraries=libraries).address
        resolver = self._resolver()
        facets = {name: self._create(name, libraries=libraries).address for name in (*equity_facets(), FACTORY_FACET)}
        keys = resolver_keys()
        for names in _slices(tuple(facets), REGISTERED_AT_ONCE):
            self._send(resolver.functions.registerBusinessLogics([(keys[name], facets[name]) for name in names]))
        self._configure(resolver, EQUITY, [keys[name] for name in equity_facets()])
        self._configure(resolver, FACTORY, [keys[FACTORY_FACET]])
        proxy = self._create(RESOLVER_PROXY, resolver.address, FACTORY, 1, [])
        factory = self.chain.at(proxy.address, contracts()[FACTORY_FACET].abi)
        self.token = self._equity(factory, resolver.address, partitions=False)
        cost = sum(self.gas)
        self.divided = self._equity(factory, resolver.address, partitions=True)
        return {"deploy": cost}

    def admit(self, account: str) -> int | None:
        entry = (account, "kyc", 0, FOREVER, self.issuer)
        self.chain.send(self.divided.functions.grantKyc(*entry), self.issuer)
        return self.chain.send(self.token.functions.grantKyc(*entry), self.issuer)

    def issue_batch(self, accounts: Sequence[str], units: int) -> int | None:
        return self.chain.send(self.token.functions.batchMint(accounts, [units] * len(accounts)), self.issuer)

    def transfer_by_partition(self, sender: str, receiver: str, units: int) -> int | None:
        return self.chain.send(self.token.functions.transferByPartition(PARTITION, (receiver, units), b""), sender)

    def issue_other_partition(self, account: str, units: int) -> None:
        issue = (OTHER_PARTITION, account, units, b"")
        self.chain.send(self.divided.functions.issueByPartition(issue), self.issuer)

    def transfer_by_other_partition(self, sender: str, receiver: str, units: int) -> int | None:
        call = self.divided.functions.transferByPartition(OTHER_PARTITION, (receiver, units), b"")
        return self.chain.send(call, sender)

    def force(self, holder: str, receiver: str, units: int) -> int | None:
        return self.chain.send(self.token.functions.controllerTransfer(holder, receiver, units, b"", b""), self.issuer)

    def freeze(self, account: str) -> int | None:
        return self.chain.send(self.token.functions.setAddressFrozen(account, True), self.issuer)

    def record_date(self) -> int | None:
        return self.chain.send(self.token.functions.takeSnapshot(), self.issuer)

    def _create(self, name: str, *arguments: Any, libraries: dict[str, str] | None = None) -> Any:
        contract, gas = self.chain.deploy(contracts()[name], *arguments, sender=self.issuer, libraries=libraries)
        self.gas.append(gas)
        return contract

    def _send(self, call: Any) -> None:
        self.gas.append(self.chain.send(call, self.issuer))

    def _resolver(self) -> Any:
        admin = self._create(PROXY_ADMIN)
        implementation = self._create(RESOLVER)
        proxy = self._create(PROXY, implementation.address, admin.address, b"")
        resolver = self.chain.at(proxy.address, contracts()[RESOLVER].abi)
        self._send(resolver.functions.initializeBusinessLogicResolver())
        return resolver

    def _configure(self, resolver: Any, configuration: bytes, keys: Sequence[str]) -> None:
        slices = list(_slices(keys, CONFIGURED_AT_ONCE))
        for number, some in enumerate(slices, 1):
            facets = [(key, 1) for key in some]
            last = number == len(slices)
            self._send(resolver.functions.createBatchConfiguration(configuration, facets, last, b""))

    def _equity(self, factory: Any, resolver: str, partitions: bool) -> Any:
        """An equity of the factory's, with the issuer as issuer of credentials too."""
        order = factory.functions.deployEquity(*self._order(resolver, partitions))
        address = order.call({"from": self.issuer, "gas": GAS_LIMIT})
        self._send(order)
        equity = self.chain.at(address, contracts()[ASSET].abi)
        self._send(equity.functions.addIssuer(self.issuer))
        return equity

    def _order(self, resolver: str, partitions: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the factory is told, by the names of its structures."""
        roles = {"DEFAULT_ADMIN_ROLE": "0x" + "00" * 32, **role_ids()}
        security = {
            "resolver": resolver,
            "maxSupply": UNLIMITED,
            "resolverProxyConfiguration": {"key": EQUITY, "version": 1},
            "erc20MetadataInfo": {"name": "Bench Token", "symbol": "BENCH", "isin": ISIN, "decimals": 0},
            "rbacs": [{"role": roles[name], "members": [self.issuer]} for name in ("DEFAULT_ADMIN_ROLE", *ROLES)],
            "externalPauses": [],
            "externalControlLists": [],
            "externalKycLists": [],
            "compliance": ZERO,
            "identityRegistry": ZERO,
            "arePartitionsProtected": False,
            "isMultiPartition": partitions,
            "isControllable": True,
            "isWhiteList": False,
            "clearingActive": False,
            "internalKycActivated": True,
            "erc20VotesActivated": False,
        }
        rights = ("voting", "information", "liquidation", "subscription", "conversion", "redemption", "put")
        equity = {
            **{f"{right}Right": False for right in rights},
            "dividendRight": NO_DIVIDEND,
            "currency": b"CHF",
            "nominalValue": 1,
            "nominalValueDecimals": 0,
        }
        regulation = {
            "regulationType": REG_S,
            "regulationSubType": NO_SUBTYPE,
            "additionalSecurityData": {"countriesControlListType": True, "listOfCountries": "", "info": ""},
        }
        return {"security": security, "equityDetails": equity}, regulation


@lru_cache
def contracts() -> dict[str, Artifact]:
    """All contracts of the deployment, by name."""
    sources = _sources()
    names = (*LIBRARIES, RESOLVER, RESOLVER_PROXY, ASSET, FACTORY_FACET, *equity_facets())
    wanted = [(sources[name], name) for name in names]
    remappings = {
        "@openzeppelin/contracts/": f"{OPENZEPPELIN}/",
        "@openzeppelin/contracts-upgradeable/": "node_modules/openzeppelin-v4-upgradeable/",
    }
    wanted += [(f"{OPENZEPPELIN}/proxy/transparent/{name}.sol", name) for name in (PROXY, PROXY_ADMIN)]
    return compiled("ats", wanted, _settings(), remappings)


@lru_cache
def equity_facets() -> tuple[str, ...]:
    """The facets of an equity, as the package's script lists them."""
    text = (SCRIPTS / "equity" / "createConfiguration.js").read_text()
    found = re.search(r"EQUITY_FACETS = \[(.*?)\];", text, re.S)
    if found is None:
        raise BenchError("The list of an equity's facets is not where it was: is this another version of the package?")
    return tuple(re.findall(r'^\s*"(\w+)",', found[1], re.M))


def resolver_keys() -> dict[str, str]:
    """Under which key the resolver knows each facet, by name."""
    text = (SCRIPTS / "atsRegistry.generated.js").read_text()
    pattern = r'(?ms)^    (\w+): \{\s+name: "\1",.*?resolverKey: \{\s+name: "\w+",\s+value: "(0x\w{64})"'
    return dict(re.findall(pattern, text))


def role_ids() -> dict[str, str]:
    """The roles' identifiers by name."""
    return dict(re.findall(r'(ROLE_\w+): "(0x\w{64})"', (SCRIPTS / "atsRoles.generated.js").read_text()))


def _sources() -> dict[str, str]:
    """In which source each contract of the package is."""
    paths = (PACKAGE / "contracts").rglob("*.sol")
    return {path.stem: str(path.relative_to(packages.FOLDER)) for path in paths}


def _settings() -> Settings:
    project = project_settings()
    return Settings(project.version, project.evm, RUNS, False)


def _slices(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
