/** Loaded before a program: ends it, with exit code 97, at the first attempt to reach a network or to start a process. */
const { writeSync } = require("node:fs");
const childProcess = require("node:child_process");
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");
const workers = require("node:worker_threads");

function forbid(object, ...names) {
  for (const name of names) {
    object[name] = () => {
      writeSync(2, `forbidden: ${name}\n`);
      process.reallyExit(97);
    };
  }
}

forbid(childProcess, "exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync");
forbid(childProcess.ChildProcess.prototype, "spawn");
// The one program that the command line asks for: here it is not there.
const { execFile } = childProcess;
childProcess.execFile = (program, _args, _options, done) => {
  if (program !== "git") execFile();
  setImmediate(done, new Error("there is no git"), "", "");
};
// Everything that speaks TCP or listens, HTTP and TLS among it, goes through these.
forbid(net.Socket.prototype, "connect");
forbid(net.Server.prototype, "listen");
forbid(dgram.Socket.prototype, "bind", "connect", "send");
forbid(dns, "lookup", "resolve", "reverse");
forbid(dns.promises, "lookup", "resolve", "reverse");
forbid(workers, "Worker");
forbid(globalThis, "fetch", "WebSocket");
