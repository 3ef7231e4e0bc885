/** `640 B`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Models round to multiples of 8 or 16 pixels. */
const RATIO_TOLERANCE = 0.005;

/** The simplest ratio near these pixels, such as `7:4`. */
export function formatRatio(width: number, height: number): string {
  const ratio = width / height;
  for (let short = 1; short <= 32; short++) {
    const long = Math.round(Math.max(ratio, 1 / ratio) * short);
    const [across, down] = ratio >= 1 ? [long, short] : [short, long];
    if (Math.abs(across / down / ratio - 1) < RATIO_TOLERANCE) return `${across}:${down}`;
  }
  return `${width}:${height}`;
}

/** Characters of a prompt that are worth hearing as a picture's name. */
const ALT_MAX = 240;

/** The prompt as a picture's alternative text. */
export const altOf = (prompt: string): string =>
  prompt.length > ALT_MAX ? `${prompt.slice(0, ALT_MAX).toWellFormed()}…` : prompt;
