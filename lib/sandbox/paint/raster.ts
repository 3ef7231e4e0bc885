import sharp from "sharp";
import { luminance } from "./color";

/** A small picture to look colors up in, by shares of its width and height. */
export class Raster {
  private constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly data: Uint8Array,
  ) {}

  /** Decodes any picture, stretched to a size in pixels. */
  static async from(picture: Buffer, width: number, height: number): Promise<Raster> {
    const data = await sharp(picture)
      .resize(width, height, { fit: "fill" })
      .flatten({ background: "#ffffff" })
      .toColorspace("srgb")
      .raw()
      .toBuffer();
    return new Raster(width, height, data);
  }

  /**
   * A curve from this picture's brightness, 0–1, to a full range whose middle is `middle`, for hands that print with few
   * tones and would drown a dark picture.
   */
  toneCurve(middle: number): (light: number) => number {
    const { data } = this;
    const lights = Array.from({ length: 2000 }, (_, i) => {
      const at = Math.floor((i * data.length) / 6000) * 3;
      return luminance(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    }).sort((a, b) => a - b);
    const [low, median, high] = [40, 1000, 1960].map((rank) => lights[rank] ?? 0.5) as [number, number, number];
    const stretch = (light: number) => Math.min(1, Math.max(0, (light - low) / Math.max(0.05, high - low)));
    const gamma = Math.log(middle) / Math.log(Math.min(0.95, Math.max(0.05, stretch(median))));
    const table = Float64Array.from({ length: 256 }, (_, i) => stretch(i / 255) ** gamma);
    return (light) => table[(light * 255) | 0] ?? 1;
  }

  /** The same picture blurred, by averaging blocks of `block` pixels. */
  softened(block: number): Raster {
    const width = Math.max(2, Math.round(this.width / block));
    const height = Math.max(2, Math.round(this.height / block));
    const sums = new Float64Array(width * height * 3);
    const counts = new Float64Array(width * height);
    for (let y = 0, i = 0; y < this.height; y++) {
      const row = Math.floor((y * height) / this.height) * width;
      for (let x = 0; x < this.width; x++, i += 3) {
        const at = row + Math.floor((x * width) / this.width);
        counts[at] = (counts[at] ?? 0) + 1;
        for (let k = 0; k < 3; k++) sums[at * 3 + k] = (sums[at * 3 + k] ?? 0) + (this.data[i + k] ?? 0);
      }
    }
    return new Raster(
      width,
      height,
      Uint8Array.from(sums, (sum, i) => sum / (counts[(i / 3) | 0] ?? 1)),
    );
  }

  /** One channel (0 red, 1 green, 2 blue) of the nearest pixel, 0–255: for hands whose grain hides the steps. */
  nearest(u: number, v: number, channel: number): number {
    const x = Math.min(this.width - 1, Math.max(0, (u * this.width) | 0));
    const y = Math.min(this.height - 1, Math.max(0, (v * this.height) | 0));
    return this.data[(y * this.width + x) * 3 + channel] ?? 0;
  }

  /** Writes the blended color at (u, v), each 0–1, into `out`. */
  sample(u: number, v: number, out: Float64Array): void {
    const { width, height, data } = this;
    const x = Math.min(width - 1.001, Math.max(0, u * width - 0.5));
    const y = Math.min(height - 1.001, Math.max(0, v * height - 0.5));
    const left = x | 0;
    const top = y | 0;
    const right = x - left;
    const down = y - top;
    const i = (top * width + left) * 3;
    const below = i + width * 3;
    const a = (1 - right) * (1 - down);
    const b = right * (1 - down);
    const c = (1 - right) * down;
    const d = right * down;
    for (let k = 0; k < 3; k++) {
      out[k] =
        (data[i + k] ?? 0) * a +
        (data[i + 3 + k] ?? 0) * b +
        (data[below + k] ?? 0) * c +
        (data[below + 3 + k] ?? 0) * d;
    }
  }
}
