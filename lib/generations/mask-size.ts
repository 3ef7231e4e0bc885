/** Long edge in pixels of a mask: as large as a picture is sent. */
const EDGE = 2048;

/** The pixels of a mask for a picture of this size: the same shape, no larger than it is sent. */
export function maskSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, EDGE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
