import sharp from "sharp";

/** A small picture to look colours up in, by shares of its width and height. */
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
      .toColourspace("srgb")
      .raw()
      .toBuffer();
    return new Raster(width, height, data);
  }

  /** Writes the blended colour at (u, v), each 0–1, into `out`. */
  sample(u: number, v: number, out: Float64Array): void {
    const { width, height, data } = this;
    const x = Math.min(width - 1.001, Math.max(0, u * width - 0.5));
    const y = Math.min(height - 1.001, Math.max(0, v * height - 0.5));
    const [left, top] = [x | 0, y | 0];
    const [right, down] = [x - left, y - top];
    const i = (top * width + left) * 3;
    const below = i + width * 3;
    const [a, b, c, d] = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down];
    for (let k = 0; k < 3; k++) {
      out[k] =
        (data[i + k] ?? 0) * a +
        (data[i + 3 + k] ?? 0) * b +
        (data[below + k] ?? 0) * c +
        (data[below + 3 + k] ?? 0) * d;
    }
  }
}
