/** The pictures of the report, as SVG made without a browser. */
export { coveragePicture } from "./coverage";
export { keyMapPicture } from "./key-map";
export type { Picture } from "./picture";
