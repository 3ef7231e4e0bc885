import { crc32, deflateSync } from "node:zlib";

/** Pixels of an edge. */
const EDGE = 16;

/** A PNG like no other: its pixels spell `no`. */
export function picture(no: number): Buffer {
  const row = Buffer.alloc(1 + EDGE * 3);
  const rows = Buffer.concat(
    Array.from({ length: EDGE }, (_, y) => {
      row.fill(40 + ((no * 31 + y * 7) % 200), 1);
      row.writeUInt32BE(no >>> 0, 1);
      return Buffer.from(row);
    }),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(EDGE, 0);
  head.writeUInt32BE(EDGE, 4);
  // 8 bits, RGB.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
