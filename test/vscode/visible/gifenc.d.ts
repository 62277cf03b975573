/** What is used of the package, which brings no types of its own. */
declare module "gifenc" {
  /** Red, green and blue. */
  export type Colour = readonly number[];

  /** At most so many colours, as red, green and blue, that stand for those of the pixels. */
  export function quantize(rgba: Uint8Array, colours: number): Colour[];

  export function nearestColorIndex(palette: readonly Colour[], colour: Colour): number;

  export function GIFEncoder(): {
    writeFrame(
      pixels: Uint8Array,
      width: number,
      height: number,
      options: {
        readonly palette: readonly Colour[];
        readonly transparent?: boolean;
        readonly transparentIndex?: number;
        /** 1: the next frame is drawn over this one. */
        readonly dispose?: number;
        /** In milliseconds. */
        readonly delay?: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
}
