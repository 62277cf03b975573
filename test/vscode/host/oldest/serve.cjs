/**
 * Starts VS Code's server as newer ones start themselves: this one leaves it to the program around it, from which npm's package
 * comes, and which wants native modules.
 *   node serve.cjs <server-main.js> [--option[=value] …]
 */
const { createServer } = require("node:http");

const [, , main, ...args] = process.argv;

async function serve() {
  const code = await require(main).loadCodeWithNls();
  const options = read(args);
  if (options["install-extension"]) {
    await code.spawnCli(options);
    return;
  }
  const vscode = await code.createServer(null, { compatibility: "1.64", ...options });
  const server = createServer((request, response) => void vscode.handleRequest(request, response));
  server.on("upgrade", (request, socket) => vscode.handleUpgrade(request, socket));
  server.listen(Number(options.port), options.host, () => console.log(`listening on ${server.address().port}`));
}

/** `--name=value`, `--name` for true, and the one option whose value follows it. */
function read(words) {
  const options = {};
  words.forEach((word, index) => {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === "install-extension") options[name] = [words[index + 1]];
    else if (name) options[name] = value ?? true;
  });
  return options;
}

void serve();
