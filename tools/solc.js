#!/usr/bin/env node
/*
 * The Solidity compiler's command line on top of the npm package `solc` (the official compiler built for WebAssembly,
 * pinned with its integrity hash in package-lock.json). Used where no native compiler can be downloaded:
 * tools/bootstrap.py links it as `.solcx/solc-v<version>`, and Brownie, forge and Slither call it like the native one.
 *
 * Understands what those callers use:
 *   --version
 *   --standard-json [FILE|-]   with --base-path, --include-path, --allow-paths
 *   --combined-json LIST FILE... [PREFIX=TARGET...]   with --optimize, --optimize-runs, --evm-version, --via-ir
 *
 * Exit codes: 0 done (standard JSON reports its errors in the output), 1 wrong usage or failed compilation,
 * 2 the compiler itself could not run.
 */
"use strict";

const fs = require("fs");
const path = require("path");

const PACKAGE = path.join(__dirname, "..", "node_modules", "solc");
const VERSION_MEMO = path.join(PACKAGE, ".version-text");

const VALUED = ["--base-path", "--include-path", "--allow-paths", "--combined-json", "--evm-version", "--optimize-runs"];
const SWITCHES = ["--version", "--standard-json", "--optimize", "--via-ir"];

/** combined-json key -> [where standard JSON has it, how to read it from a contract's output] */
const COMBINED = {
  abi: ["abi", (c) => c.abi],
  devdoc: ["devdoc", (c) => c.devdoc],
  userdoc: ["userdoc", (c) => c.userdoc],
  metadata: ["metadata", (c) => c.metadata],
  hashes: ["evm.methodIdentifiers", (c) => c.evm.methodIdentifiers],
  bin: ["evm.bytecode.object", (c) => c.evm.bytecode.object],
  srcmap: ["evm.bytecode.sourceMap", (c) => c.evm.bytecode.sourceMap],
  "bin-runtime": ["evm.deployedBytecode.object", (c) => c.evm.deployedBytecode.object],
  "srcmap-runtime": ["evm.deployedBytecode.sourceMap", (c) => c.evm.deployedBytecode.sourceMap],
  "storage-layout": ["storageLayout", (c) => c.storageLayout],
};

class UsageError extends Error {}

/** Splits the arguments into valued options, switches and the rest (files and remappings). */
function parse(argv) {
  const options = { "--include-path": [], rest: [] };
  for (let i = 0; i < argv.length; i++) {
    let [name, value] = [argv[i], undefined];
    const equals = name.indexOf("=");
    if (name.startsWith("--") && equals > 0) [name, value] = [name.slice(0, equals), name.slice(equals + 1)];
    if (VALUED.includes(name)) {
      if (value === undefined) value = argv[++i];
      if (value === undefined) throw new UsageError(`the required argument for option '${name}' is missing`);
      if (name === "--include-path") options[name].push(value);
      else options[name] = value;
    } else if (SWITCHES.includes(name)) {
      options[name] = true;
    } else if (name.startsWith("-") && name !== "-") {
      throw new UsageError(`unrecognised option '${name}'`);
    } else {
      options.rest.push(name);
    }
  }
  return options;
}

/** The real path of `name`, or of its nearest existing parent plus the remainder, so that symlinks cannot hide it. */
function realPath(name) {
  const full = path.resolve(name);
  if (fs.existsSync(full)) return fs.realpathSync(full);
  const parent = path.dirname(full);
  return parent === full ? full : path.join(realPath(parent), path.basename(full));
}

/** The import callback: base path, then include paths; only inside those, --allow-paths and remapping targets. */
function importer(options, remappings) {
  const base = options["--base-path"] || ".";
  const roots = [base, ...options["--include-path"]];
  const listed = (options["--allow-paths"] || "").split(",").filter(Boolean);
  const targets = remappings.map((r) => r.slice(r.indexOf("=") + 1)).filter(Boolean);
  const allowed = [...roots, ...listed, ...targets.map((t) => path.resolve(base, t))].map(realPath);
  const permitted = (file) => allowed.some((dir) => file === dir || file.startsWith(dir.replace(/\/*$/, path.sep)));

  return (unit) => {
    const found = roots.map((root) => path.resolve(root, unit)).find((candidate) => fs.existsSync(candidate));
    if (!found) return { error: "File not found. Searched the following locations: " + JSON.stringify(roots) + "." };
    if (!permitted(fs.realpathSync(found))) return { error: "File outside of allowed directories." };
    return { contents: fs.readFileSync(found, "utf8") };
  };
}

function compile(input, options) {
  const remappings = (input.settings && input.settings.remappings) || [];
  return JSON.parse(require(PACKAGE).compile(JSON.stringify(input), { import: importer(options, remappings) }));
}

/** Loading the compiler takes a second and Brownie asks for the version on each run, so the text is kept on disk. */
function printVersion() {
  let text;
  try {
    text = fs.readFileSync(VERSION_MEMO, "utf8");
  } catch {
    const version = require(PACKAGE).version().replace(/\.Emscripten\.clang$/, "");
    text = `solc, the solidity compiler commandline interface\nVersion: ${version}.Emscripten.clang\n`;
    const draft = `${VERSION_MEMO}.${process.pid}`;
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, VERSION_MEMO);
  }
  process.stdout.write(text);
}

function standardJson(options) {
  const [file = "-"] = options.rest;
  const text = fs.readFileSync(file === "-" ? 0 : file, "utf8");
  let input;
  try {
    input = JSON.parse(text);
  } catch (problem) {
    const message = `* ${problem.message}`;
    const error = { component: "general", formattedMessage: message, message, severity: "error", type: "JSONError" };
    process.stdout.write(JSON.stringify({ errors: [error] }) + "\n");
    return;
  }
  process.stdout.write(JSON.stringify(compile(input, options)) + "\n");
}

function combinedJson(options) {
  const keys = options["--combined-json"].split(",").filter(Boolean);
  const unknown = keys.find((key) => key !== "ast" && !COMBINED[key]);
  if (unknown) throw new UsageError(`Invalid option to --combined-json: ${unknown}`);

  const remappings = options.rest.filter((item) => item.includes("="));
  const files = options.rest.filter((item) => !item.includes("="));
  if (!files.length) throw new UsageError("No input files given.");

  const settings = {
    remappings,
    optimizer: { enabled: Boolean(options["--optimize"]), runs: Number(options["--optimize-runs"] || 200) },
    outputSelection: { "*": { "": ["ast"], "*": keys.filter((key) => COMBINED[key]).map((key) => COMBINED[key][0]) } },
  };
  if (options["--evm-version"]) settings.evmVersion = options["--evm-version"];
  if (options["--via-ir"]) settings.viaIR = true;
  const sources = Object.fromEntries(files.map((file) => [file, { content: fs.readFileSync(file, "utf8") }]));

  const output = compile({ language: "Solidity", sources, settings }, options);
  for (const error of output.errors || []) process.stderr.write(error.formattedMessage + "\n");
  if ((output.errors || []).some((error) => error.severity === "error")) {
    process.exitCode = 1;
    return;
  }

  const units = Object.entries(output.sources || {}).sort(([, a], [, b]) => a.id - b.id);
  const result = { contracts: {}, sourceList: units.map(([unit]) => unit), version: require(PACKAGE).version() };
  for (const [unit, contracts] of Object.entries(output.contracts || {})) {
    for (const [name, contract] of Object.entries(contracts)) {
      const wanted = keys.filter((key) => COMBINED[key]).map((key) => [key, COMBINED[key][1](contract)]);
      result.contracts[`${unit}:${name}`] = Object.fromEntries(wanted);
    }
  }
  if (keys.includes("ast")) {
    result.sources = Object.fromEntries(units.map(([unit, source]) => [unit, { AST: source.ast, id: source.id }]));
  }
  process.stdout.write(JSON.stringify(result) + "\n");
}

function main() {
  const options = parse(process.argv.slice(2));
  if (options["--version"]) printVersion();
  else if (options["--standard-json"]) standardJson(options);
  else if (options["--combined-json"]) combinedJson(options);
  else throw new UsageError("one of --version, --standard-json and --combined-json is needed");
}

try {
  main();
} catch (problem) {
  process.stderr.write(problem instanceof UsageError ? problem.message + "\n" : `solc.js: ${problem.stack}\n`);
  process.exitCode = problem instanceof UsageError || problem.code === "ENOENT" ? 1 : 2;
}
