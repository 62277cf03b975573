/** Who may import whom: the table in ARCHITECTURE.md. Enforced by test/unit/architecture.test.ts. */

const ENGINE = "server/src/engine";

/** Each room with the rooms it may import from; a room may always import from itself. */
const rooms = {
  "shared/src": [],
  [`${ENGINE}/syntax`]: ["shared/src"],
  [`${ENGINE}/terraform`]: [`${ENGINE}/syntax`, "shared/src"],
  [`${ENGINE}/control`]: [`${ENGINE}/(syntax|terraform)`, "shared/src"],
  [`${ENGINE}/fixes`]: [`${ENGINE}/(syntax|terraform|control)`, "shared/src"],
  [`${ENGINE}/report`]: [`${ENGINE}/(syntax|terraform|control)`, "shared/src"],
  "server/src/platform": [ENGINE, "shared/src"],
  "server/src/lsp": [ENGINE, "server/src/platform", "shared/src"],
  "server/src/library": [ENGINE, "server/src/platform", "shared/src"],
  "server/src/cli": [ENGINE, "server/src/platform", "server/src/library", "shared/src"],
  "client/src": ["shared/src"],
};

const ours = "^(client|server|shared|test)/";
const nodeEntryPoints = "^(server/src/((lsp|cli)/main|library/index)|client/src/extension)[.]ts$";
const browserEntryPoints = "^(server/src/lsp|client/src)/browser/main[.]ts$";
const pictures = `^${ENGINE}/report/pictures/`;
const adapters = "^server/src/platform/(node-|browser-|hcl2json)";
const nodeAdapters = "^server/src/platform/node-";

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room ${room}`,
  severity: "error",
  from: { path: `^${room}/` },
  to: { path: ours, pathNot: [room, ...allowed].map((path) => `^${path}/`) },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "adapters for entry points",
      comment: "So that the same server runs in Node and in a web worker: each entry point hands it its own adapters.",
      severity: "error",
      from: { path: "^server/", pathNot: [nodeEntryPoints, browserEntryPoints, adapters] },
      // Their types alone name what every adapter offers.
      to: { path: adapters, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no Node in what runs everywhere",
      severity: "error",
      from: { path: ours, pathNot: [nodeEntryPoints, nodeAdapters, "^server/src/(cli|library)/", "^test/"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "nothing made for Node in what runs everywhere",
      severity: "error",
      from: { path: "^(client/src|server/src/lsp)/", pathNot: nodeEntryPoints },
      to: { path: [nodeAdapters, "node_modules/vscode-[^/]+/lib/node/"] },
    },
    {
      name: "no packages in the engine",
      comment: "But the reader of waiver files, which is JavaScript alone and knows neither Node nor a browser.",
      severity: "error",
      from: { path: `^(shared|${ENGINE})/`, pathNot: pictures },
      to: { path: "node_modules|^vscode", pathNot: "node_modules/yaml/" },
    },
    {
      name: "pictures are laid out by packages",
      comment: "They too are JavaScript alone.",
      severity: "error",
      from: { path: pictures },
      to: {
        path: "node_modules|^vscode",
        pathNot: "node_modules/(d3-(shape|scale)|@dagrejs/dagre|@types/d3-(shape|scale))/",
      },
    },
    {
      name: "one file imports hcl2json",
      severity: "error",
      from: { pathNot: "^server/src/platform/hcl2json[.]ts$" },
      to: { path: "@cdktf" },
    },
    {
      name: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing unresolvable",
      severity: "error",
      from: {},
      // The one module that VS Code itself provides.
      to: { couldNotResolve: true, pathNot: "^vscode$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Imports of types alone are imports too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
