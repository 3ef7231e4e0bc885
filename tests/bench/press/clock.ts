/** Milliseconds that mean the same in every process. */
export const now = (): number => performance.timeOrigin + performance.now();
