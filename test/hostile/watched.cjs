/**
 * Loaded before a program: writes down, as JSON into the file that HOSTILE_RECORD names, which files and folders it opened, its
 * processor time in milliseconds and the memory that it took, in megabytes.
 */
const fs = require("node:fs");

const record = process.env.HOSTILE_RECORD;
const write = fs.writeFileSync;
const real = fs.realpathSync.native;
const opened = new Set();

function note(path) {
  if (typeof path !== "string" && !(path instanceof Buffer) && !(path instanceof URL)) return;
  try {
    opened.add(real(path));
  } catch {
    // What is not there, or must not be seen, was not opened.
  }
}

for (const object of [fs, fs.promises]) {
  for (const name of [
    "readFile",
    "readFileSync",
    "open",
    "openSync",
    "createReadStream",
    "readdir",
    "readdirSync",
    "opendir",
    "opendirSync",
  ]) {
    const original = object[name];
    if (original === undefined) continue;
    object[name] = function (path, ...rest) {
      note(path);
      return original.call(this, path, ...rest);
    };
  }
}

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const record_ = { opened: [...opened], cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 };
  if (record) write(record, JSON.stringify(record_));
});
