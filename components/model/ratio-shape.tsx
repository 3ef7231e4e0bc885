import { ratioOf } from "@/lib/models/dimensions";

/** The ratio drawn to scale in a square of `box` pixels; a dashed square where the model decides. Decorative. */
export function RatioShape({ ratio, box }: { ratio: string | null; box: number }) {
  const value = (ratio && ratioOf(ratio)) || null;
  const [width, height] = value === null ? [0.8, 0.8] : value >= 1 ? [1, 1 / value] : [value, 1];
  return (
    <span className="grid shrink-0 place-items-center" style={{ width: box, height: box }} aria-hidden="true">
      <span
        className="rounded-[2px] border-[1.5px] border-current"
        style={{
          width: Math.max(4, box * width),
          height: Math.max(4, box * height),
          borderStyle: value === null ? "dashed" : "solid",
        }}
      />
    </span>
  );
}
