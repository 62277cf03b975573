/** Texts of the checks' findings. */
export const controlMessages = {} as const;
