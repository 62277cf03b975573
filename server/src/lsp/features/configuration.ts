import { DidChangeConfigurationNotification } from "vscode-languageserver";
import { SETTINGS_SECTION } from "../../../../shared/src";
import { uriOf } from "../../platform/uri";
import type { Feature } from "../session";
import { rescan } from "./scan";

/** Follows the settings, each folder by its own. */
export const configuration: Feature = {
  register(session) {
    const { connection, guard, projects, publisher, settings, trace } = session;
    connection.onDidChangeConfiguration(
      guard.callback("configuration", async (params: { settings: unknown }) => {
        settings.receive(params.settings);
        trace.isOn = await settings.readTrace();
        for (const project of projects.all()) {
          const changed = await settings.read(uriOf(project.root));
          if (project.configure(changed, projects.nestedIn(project.root))) await rescan(session, project);
          else publisher.flush(project);
        }
      }),
    );
  },

  async start({ connection, client, settings, trace }) {
    trace.isOn = await settings.readTrace();
    if (!client.registersConfiguration) return;
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION });
  },
};
