import { type CancellationToken, LSPErrorCodes, type RemoteConsole, ResponseError } from "vscode-languageserver";

/**
 * Stands around everything that a message or a timer sets off: what goes wrong there is logged, and the server goes on. No
 * request is answered with an internal error.
 */
export class Guard {
  constructor(private readonly console: RemoteConsole) {}

  /** A request's handler; when it fails, the answer is `otherwise()`. Errors of the protocol pass, a cancellation too. */
  request<P, R>(
    name: string,
    handler: (params: P, token: CancellationToken) => R | Promise<R>,
    otherwise: () => R,
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
    return async (params, token) => {
      if (token.isCancellationRequested) return cancelled();
      try {
        const answer = await handler(params, token);
        return token.isCancellationRequested ? cancelled() : answer;
      } catch (error) {
        if (error instanceof ResponseError) return new ResponseError<never>(error.code, error.message);
        this.failed(name, error);
        return otherwise();
      }
    };
  }

  /** The handler of a notification, or the callback of a timer. */
  callback<A extends unknown[]>(name: string, handler: (...args: A) => void | Promise<void>): (...args: A) => void {
    return (...args) => {
      // Begins at once: notifications change documents in the order in which they come.
      try {
        handler(...args)?.catch((error: unknown) => this.failed(name, error));
      } catch (error) {
        this.failed(name, error);
      }
    };
  }

  failed(name: string, error: unknown): void {
    this.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "cancelled");
}
