import type { Connection } from "vscode-languageserver";
import { readSettings, SETTINGS_SECTION, type Settings, tracesPerformance } from "../../../shared/src";
import type { Client } from "./client";

/** Reads the settings: asked for by `workspace/configuration`, or as the client has sent them when it has no answer. */
export class SettingsReader {
  #sent: unknown;

  /** @param options `initializationOptions`: the settings themselves, or below the section's name */
  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    options: unknown,
  ) {
    this.receive(options);
  }

  /** Takes settings in that the client sends of itself. */
  receive(sent: unknown): void {
    const section =
      typeof sent === "object" && sent !== null && SETTINGS_SECTION in sent ? sent[SETTINGS_SECTION] : sent;
    // A client that is asked for settings sends null when they change.
    if (section !== null && section !== undefined) this.#sent = section;
  }

  /** The settings that hold for a resource. A client that fails to answer leaves the defaults. */
  async read(uri: string): Promise<Settings> {
    return readSettings(await this.#section(uri));
  }

  /** Whether the user wants to know what every edit costs. */
  async readTrace(): Promise<boolean> {
    return tracesPerformance(await this.#section(undefined));
  }

  async #section(scopeUri: string | undefined): Promise<unknown> {
    if (!this.client.configuration) return this.#sent;
    try {
      const asked = { ...(scopeUri !== undefined && { scopeUri }), section: SETTINGS_SECTION };
      // Whoever has said at the start what there is to say may have no other answer.
      return (await this.connection.workspace.getConfiguration(asked)) ?? this.#sent;
    } catch (error) {
      this.connection.console.warn(`settings of ${scopeUri ?? "the window"}: ${String(error)}`);
      return this.#sent;
    }
  }
}
