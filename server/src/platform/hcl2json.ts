/**
 * HashiCorp's own HCL parser, which vouches for what our parser reads and for every edit a fix makes. It is Go compiled to
 * WebAssembly; this is the only file that knows the package `@cdktf/hcl2json`. Of that package we take the WebAssembly and
 * Go's runtime support, not its bridge: the bridge loads at import, cannot be given bytes, and never recovers from a crash.
 */
import "@cdktf/hcl2json/wasm/wasm_exec.js";

export interface Hcl2Json {
  /**
   * The blocks and attributes of an HCL text as JSON values, in the shape of Terraform's JSON syntax.
   * Rejects with HashiCorp's message when the text is not valid HCL, and when the parser itself breaks on it.
   */
  parse(filename: string, text: string): Promise<unknown>;
}

/** The uncompressed WebAssembly module; asked for once, at the first parse. */
export type WasmSource = () => Promise<Uint8Array<ArrayBuffer>>;

type Callback = (error: string | null, result: string) => void;
type GoFunctions = Partial<Record<"parse", (filename: string, text: string, done: Callback) => void>>;

/** What `wasm_exec.js` makes of `Go`, as far as it is used here. */
interface GoRuntime {
  readonly importObject: WebAssembly.Imports;
  readonly _scheduledTimeouts: Map<number, ReturnType<typeof setTimeout>>;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

/** What Go's runtime support and the Go program read from the global object. */
const host = globalThis as Omit<typeof globalThis, "global"> & {
  readonly Go: new () => GoRuntime;
  /** By this name of Node's the Go program looks for the global object. */
  global: unknown;
  fs: { writeSync(fd: number, bytes: Uint8Array): number };
  /** The object that is to receive the functions of the program that starts next. */
  __parse_terraform_config_wasm__?: GoFunctions;
};

host.global ??= host;

// A Go program that panics prints a trace. It must not reach standard output, where the protocol or a report is written.
host.fs = { ...host.fs, writeSync: (_fd, bytes) => bytes.length };

/** A running Go program; once it has crashed it cannot be used again. */
class Instance {
  crashed = false;
  private readonly functions: GoFunctions = {};
  private readonly go = new host.Go();

  static async start(module: WebAssembly.Module): Promise<Instance> {
    const instance = new Instance();
    const { go } = instance;
    go.exit = () => instance.abandon();
    const wasm = await WebAssembly.instantiate(module, go.importObject);
    host.__parse_terraform_config_wasm__ = instance.functions;
    // The program registers its functions and then waits for ever, so its end is not awaited.
    go.run(wasm).catch(() => instance.abandon());
    return instance;
  }

  /** Go calls back before its function returns, so the answer is there at once or never. */
  parse(filename: string, text: string): string {
    let answer: { error: string | null; result: string } | undefined;
    try {
      this.functions.parse?.(filename, text, (error, result) => {
        answer = { error, result };
      });
    } catch (error) {
      this.abandon();
      throw error;
    }
    if (answer === undefined) {
      this.abandon();
      throw new Error("the HCL parser ended without an answer");
    }
    if (answer.error) {
      throw new Error(answer.error);
    }
    return answer.result;
  }

  /** A timer of the garbage collector that woke a broken program would throw outside every request. */
  private abandon(): void {
    this.crashed = true;
    for (const timer of this.go._scheduledTimeouts.values()) {
      clearTimeout(timer);
    }
  }
}

/** @param wasm where the WebAssembly comes from */
export function createHcl2Json(wasm: WasmSource): Hcl2Json {
  let module: Promise<WebAssembly.Module> | undefined;
  let running: Promise<Instance> | undefined;

  async function start(): Promise<Instance> {
    try {
      module ??= wasm().then((bytes) => WebAssembly.compile(bytes));
      return await Instance.start(await module);
    } catch (error) {
      module = undefined;
      running = undefined;
      throw error;
    }
  }

  return {
    async parse(filename, text) {
      running ??= start();
      const instance = await running;
      try {
        return JSON.parse(instance.parse(filename, text));
      } finally {
        if (instance.crashed) {
          running = undefined;
        }
      }
    },
  };
}
