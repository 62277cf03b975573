export { FolderSettings } from "./folder-settings";
export { isProjectFile, type ProjectFile, readProjectFile, type SettingProblem } from "./read";
