import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { picture } from "./picture";
import { pick } from "./random";

export type Random = () => number;

/** What a good answer's bytes were made to be. */
export interface Damaged {
  /** What was done to it, for a report. */
  what: string[];
  transport: "images" | "chat";
  /** The bytes on the line, in the pieces in which they are written. */
  pieces: Buffer[];
  reset: boolean;
  /**
   * The body as its framing lets it through, and whether all of it must be found in the spool or only its beginning; null:
   * the framing is ambiguous.
   */
  body: { bytes: Buffer; whole: boolean } | null;
  /** A picture was made and the status says that all is well: it was paid, and nothing put in says anything else. */
  paid: boolean;
  /** Nothing was done to it. */
  untouched: boolean;
}

/** A key as an upstream might repeat it. */
export const ECHOED = "sk-or-v1-echoed0123456789abcdef";

const some = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const upTo = (limit: number, random: Random) => Math.floor(random() * limit);

const small = picture(7).toString("base64");
/** Longer than what stays in memory. */
const large = Buffer.alloc(90_000, picture(8)).toString("base64");

const events = (...values: object[]) => `${values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("")}`;
const chunk = (delta: object, finish_reason: string | null, more: object = {}) => ({
  ...{ id: "gen-chaos", provider: "Google", model: "google/gemini-3.1-flash-image", object: "chat.completion.chunk" },
  ...{ choices: [{ index: 0, delta, finish_reason }], ...more },
});
const usage = { prompt_tokens: 9, completion_tokens: 1290, total_tokens: 1299, cost: 0.04, is_byok: false };

interface Good {
  transport: "images" | "chat";
  type: string;
  text: (base64: string) => string;
}

/** Answers as the sandbox and OpenRouter's documentation write them: both routes, in one piece and as a stream. */
export const GOOD: Good[] = [
  {
    transport: "images",
    type: "application/json",
    text: (b64_json) => JSON.stringify({ created: 1, data: [{ b64_json, media_type: "image/png" }], usage }),
  },
  {
    transport: "images",
    type: "text/event-stream",
    text: (b64_json) =>
      `: OPENROUTER PROCESSING\n\n${events(
        { type: "image_generation.partial_image", partial_image_index: 0, b64_json: small },
        { type: "image_generation.completed", b64_json, media_type: "image/png", created: 1, usage },
      )}data: [DONE]\n\n`,
  },
  {
    transport: "chat",
    type: "application/json",
    text: (base64) =>
      JSON.stringify({
        ...{ id: "gen-chaos", provider: "Google", model: "google/gemini-3.1-flash-image", usage },
        choices: [
          {
            index: 0,
            message: {
              role: "assistant",
              content: "Here it is: größer 🙂",
              images: [{ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }],
            },
            finish_reason: "stop",
          },
        ],
      }),
  },
  {
    transport: "chat",
    type: "text/event-stream",
    text: (base64) =>
      `: OPENROUTER PROCESSING\n\n${events(
        chunk({ role: "assistant", content: "Here it is: größer 🙂" }, null),
        chunk({ images: [{ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }] }, null),
        chunk({ content: "" }, "stop"),
        chunk({ content: "" }, null, { usage }),
      )}data: [DONE]\n\n`,
  },
];

/** Values that stand where others are awaited; as JSON, because some cannot be had otherwise. */
const STRANGE = [
  ...["null", "true", "0", "-0", "-1", "1e308", "1e999", "-1e-999", "0.1e-7", "NaN", "123456789012345678901234567890"],
  ...[
    '""',
    '"x"',
    '"\\u0000"',
    '"\\u0000span:0"',
    '"\\ud800"',
    '"\\u202e"',
    '"https://169.254.169.254/latest"',
    "{}",
    "[]",
  ],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1,"valueOf":1}'],
  ...['{"length":1e9}', '{"then":1}', '["a",["b",{"c":null}]]', `"${ECHOED}"`, '"<script>alert(1)</script>"'],
  ...['{"error":{"code":{},"message":[],"metadata":{"limit_source":{"toString":1},"resets_at":{}}}}'],
  ...["[".repeat(3000) + "]".repeat(3000), `[${"null,".repeat(3000)}0]`, `"${"x".repeat(70_000)}"`, '{"a":1,"a":2}'],
];
const BYTES = [
  "\0",
  "\xff",
  "\xef\xbb\xbf",
  '"',
  "{",
  "}",
  "[",
  "]",
  "\\",
  ",",
  ":",
  "\n\n",
  "\r",
  "\r\n",
  "data: ",
  "é",
];

/** What is done to a text. */
const ON_TEXT: Record<string, (text: string, random: Random) => string> = {
  "cut short": (text, random) => text.slice(0, upTo(text.length, random)),
  "bytes changed": (text, random) => {
    const bytes = Buffer.from(text, "latin1");
    for (let times = 1 + upTo(6, random); times > 0; times--) bytes[upTo(bytes.length, random)] = upTo(256, random);
    return bytes.toString("latin1");
  },
  "bytes put in": (text, random) => splice(text, upTo(text.length, random), 0, some(BYTES, random)),
  "bytes taken out": (text, random) => splice(text, upTo(text.length, random), 1 + upTo(40, random), ""),
  "bytes doubled": (text, random) => {
    const at = upTo(text.length, random);
    return splice(text, at, 0, text.slice(at, at + 1 + upTo(80, random)));
  },
  "a strange value": (text, random) =>
    replaceOne(text, /(?<=":)("[^"]*"|[\d.]+|null|false)/g, some(STRANGE, random), random),
  "a name changed": (text, random) =>
    replaceOne(text, /"(\w+)":/g, `"${some(["__proto__", "x", "error", ""], random)}":`, random),
  "a name doubled": (text, random) =>
    replaceOne(
      text,
      /\{"/g,
      `{"${some(["data", "choices", "usage", "type", "error"], random)}":${some(STRANGE, random)},"`,
      random,
    ),
  "another usage": (text, random) => text.replace(/"usage":\{[^}]*\}/, `"usage":${usageLike(random)}`),
  "base64 spelled otherwise": (text, random) =>
    text.replace(/[A-Za-z0-9+/]{200,}=*/, (base64) => some(SPELLINGS, random)(base64)),
  "an error in front": (text, random) => `${errorLike(random)}${text}`,
  "an error behind": (text, random) => `${text}data: ${errorLike(random)}\n\n`,
  "an error inside": (text, random) => replaceOne(text, /\{"/g, `{"error":${some(STRANGE, random)},"`, random),
  "lines that end otherwise": (text, random) => text.replaceAll("\n", some(["\r\n", "\r", "\n\n", "\n: x\n"], random)),
  "other fields of a stream": (text) => text.replaceAll("data: ", "event: x\nid: 7\nretry: 1\ndata:"),
  "data over several lines": (text) => text.replaceAll(',"', ',\ndata: "'),
  "bytes behind the end": (text, random) => text + some([...BYTES, "garbage", "\0".repeat(5000), text], random),
  "another document": (_text, random) =>
    some(
      [
        "",
        "null",
        "[]",
        "{}",
        '"',
        "<!DOCTYPE html><html></html>",
        "error code: 502",
        "[".repeat(50_000),
        "{".repeat(9),
      ],
      random,
    ),
  noise: (_text, random) =>
    Buffer.from(Array.from({ length: upTo(3000, random) }, () => upTo(256, random))).toString("latin1"),
};

const SPELLINGS: ((base64: string) => string)[] = [
  (text) => text.replace(/.{60}/g, "$&\\n"),
  (text) => text.replaceAll("+", "-").replaceAll("/", "_"),
  (text) => text.replace(/=+$/, ""),
  (text) => text.replaceAll("/", "\\/"),
  (text) => `data:image/png;base64,${text}`,
  (text) => `${text.slice(0, 50)}*${text.slice(50)}`,
  (text) => text.slice(0, 41),
  () => "=",
  () => Buffer.from("<html>not a picture</html>").toString("base64"),
  () => "https://169.254.169.254/picture.png",
];

const usageLike = (random: Random) =>
  `{"cost":${some(STRANGE, random)},"is_byok":${some(["true", "false", ...STRANGE], random)},"cost_details":${some(STRANGE, random)}}`;

const errorLike = (random: Random) =>
  `{"error":{"code":${some(["401", "402", "403", "429", "502", "503", '"server_error"', ...STRANGE], random)},"message":${some(STRANGE, random)},` +
  `"metadata":{"error_type":${some(['"rate_limit_exceeded"', '"refusal"', ...STRANGE], random)},"reasons":${some(STRANGE, random)},` +
  `"limit_source":${some(STRANGE, random)},"resets_at":${some(STRANGE, random)}},"availability":${some(STRANGE, random)}}}`;

const splice = (text: string, at: number, length: number, put: string) =>
  text.slice(0, at) + put + text.slice(at + length);

function replaceOne(text: string, pattern: RegExp, put: string, random: Random): string {
  const found = [...text.matchAll(pattern)];
  const one = found[upTo(found.length, random)];
  return one ? splice(text, one.index, one[0].length, put) : text;
}

/** A good answer's text with up to three things done to it. Latin-1: any byte may stand in it. */
export function damagedText(random: Random): { good: Good; text: string; what: string[] } {
  const good = some(GOOD, random);
  let text = Buffer.from(good.text(random() < 0.02 ? large : small)).toString("latin1");
  const what: string[] = [];
  for (let times = upTo(4, random); times > 0; times--) {
    const name = some(Object.keys(ON_TEXT), random);
    text = ON_TEXT[name]?.(text, random) ?? text;
    what.push(name);
  }
  return { good, text, what };
}

const STATUS = {
  200: 70,
  201: 2,
  204: 1,
  206: 1,
  302: 1,
  304: 1,
  400: 2,
  401: 1,
  402: 1,
  403: 2,
  404: 1,
  413: 1,
  429: 2,
};
const STATUS_OF_SERVERS = { 500: 2, 502: 3, 503: 2, 504: 1, 520: 1, 522: 1, 524: 2, 529: 1, 599: 1, 999: 1 };
const TYPES = [
  "",
  "text/html",
  "text/plain",
  "application/octet-stream",
  "TEXT/EVENT-STREAM",
  "application/json;;;",
  "*/*",
  "image/png",
];
const HEADERS = [
  ["Retry-After: 7", "Retry-After: -5", "Retry-After: 1e99", "Retry-After: soon", "Retry-After: Sat, 99 Nov 2026"],
  [
    "X-Generation-Id: gen-1",
    "X-Generation-Id: ",
    `X-Generation-Id: ${"g".repeat(5000)}`,
    "X-Generation-Id: a\r\nX-Generation-Id: b",
  ],
  [
    "__proto__: x",
    "constructor: x",
    "toString: x",
    "Set-Cookie: a=b\r\nSet-Cookie: c=d",
    `X-Echo: ${ECHOED}`,
    "Location: //e",
  ],
  [Array.from({ length: 900 }, (_, no) => `X-Flood-${no}: ${no}`).join("\r\n"), `X-Long: ${"x".repeat(100_000)}`],
  [
    "Trailer: x",
    "Connection: keep-alive",
    "Connection: upgrade\r\nUpgrade: websocket",
    "Date: never",
    "X-Latin: \xe9\xff",
  ],
];
/** Heads of which no two servers make the same. */
const BROKEN = [
  ...[
    "HTTP/1.1 200 OK\r\nNo colon here\r\n",
    "HTTP/1.1 twohundred\r\n",
    "HTTP/0.9 200\r\n",
    "ICY 200 OK\r\n",
    "\r\n\r\n",
    "",
  ],
  ...["HTTP/1.1 200 OK\r\nContent-Length: -5\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n"],
  ...["HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n", "HTTP/1.1 200 OK\r\nX: a\0b\r\n"],
  ...[
    "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n",
    `HTTP/1.1 200 OK\r\nX: ${"x".repeat(300_000)}\r\n`,
  ],
  ...[
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
    "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n",
    "PRI * HTTP/2.0\r\n",
  ],
];

type Framing = "none" | "length" | "more" | "less" | "chunked" | "unended" | "torn";

/** One malformed answer, as bytes. */
export function damaged(random: Random): Damaged {
  const { good, text, what } = damagedText(random);
  const { transport } = good;
  const plain = Buffer.from(text, "latin1");
  const reset = random() < 0.06;
  if (random() < 0.06) {
    const head = some(BROKEN, random);
    const raw = Buffer.concat([Buffer.from(`${head}\r\n`, "latin1"), plain]);
    return {
      what: [...what, "a broken head"],
      transport,
      pieces: cut(raw, random),
      reset,
      body: null,
      paid: false,
      untouched: false,
    };
  }
  const status = Number(pick({ ...STATUS, ...STATUS_OF_SERVERS } as Record<string, number>, random));
  const type = random() < 0.8 ? good.type : some([...TYPES, ...GOOD.map((one) => one.type)], random);
  const extra = HEADERS.flatMap((list) => (random() < 0.12 ? [some(list, random)] : []));
  const framing = pick<Framing>({ none: 30, length: 30, more: 8, less: 4, chunked: 18, unended: 6, torn: 4 }, random);
  const encoding = random() < 0.9 ? null : some(["gzip", "deflate", "br", "zstd", "gzip, gzip"], random);
  const honest = random() < 0.6;
  const bytes = encoding && honest ? (COMPRESS[encoding]?.(plain) ?? plain) : plain;
  const lines = [
    ...[
      `HTTP/1.1 ${status} ${some(["OK", "", "No\xe9"], random)}`,
      ...(type ? [`Content-Type: ${type}`] : []),
      ...extra,
    ],
    ...(encoding ? [`Content-Encoding: ${encoding}`] : []),
  ];
  const framed = FRAME[framing](bytes, random);
  const raw = Buffer.concat([Buffer.from([...lines, ...framed.head, "", ""].join("\r\n"), "latin1"), framed.bytes]);
  if (framing !== "none" && framing !== "length" && framing !== "chunked") what.push(`framed: ${framing}`);
  if (status !== 200) what.push(`status ${status}`);
  if (type !== good.type) what.push(`type ${type}`);
  if (encoding) what.push(`${encoding}${honest ? "" : ", a lie"}`);
  if (extra.length > 0) what.push("more headers");
  // None of these has a body, whatever follows.
  const bodiless = status === 204 || status === 304;
  const compressed = encoding !== null && encoding in COMPRESS;
  const through = encoding && honest && compressed ? plain : framed.through;
  return {
    what: reset ? [...what, "reset"] : what,
    transport,
    pieces: cut(raw, random),
    reset,
    // What is compressed and broken cannot be told any further.
    body:
      bodiless || extra.some((line) => /upgrade|^Trailer/i.test(line)) || compressed
        ? null
        : { bytes: through, whole: !reset },
    paid: status === 200 && !what.some((one) => /error|name|strange/.test(one)),
    untouched: what.length === 0 && !reset,
  };
}

const COMPRESS: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

const sized = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);

/** How a body is framed: what stands in the head, the bytes behind it, and what of them is the body. */
const FRAME: Record<Framing, (bytes: Buffer, random: Random) => { head: string[]; bytes: Buffer; through: Buffer }> = {
  none: (bytes) => ({ head: ["Connection: close"], bytes, through: bytes }),
  length: (bytes) => ({ head: [`Content-Length: ${bytes.length}`], bytes, through: bytes }),
  more: (bytes, random) => ({
    head: [`Content-Length: ${bytes.length + 1 + upTo(99, random)}`],
    bytes,
    through: bytes,
  }),
  less: (bytes, random) => {
    const length = upTo(bytes.length, random);
    return { head: [`Content-Length: ${length}`], bytes, through: bytes.subarray(0, length) };
  },
  chunked: (bytes, random) => {
    const pieces = cut(bytes, random).filter(({ length }) => length > 0);
    return { ...CHUNKED, bytes: Buffer.concat([...pieces.map(sized), Buffer.from("0\r\n\r\n")]), through: bytes };
  },
  unended: (bytes) => ({ ...CHUNKED, bytes: bytes.length > 0 ? sized(bytes) : bytes, through: bytes }),
  torn: (bytes, random) => {
    const half = bytes.subarray(0, upTo(bytes.length, random));
    const good = half.length > 0 ? sized(half) : half;
    return { ...CHUNKED, bytes: Buffer.concat([good, Buffer.from("zz\r\n"), bytes]), through: half };
  },
};
const CHUNKED = { head: ["Transfer-Encoding: chunked"] };

/** Bytes in up to eight pieces. */
function cut(bytes: Buffer, random: Random): Buffer[] {
  const edges = Array.from({ length: upTo(8, random) }, () => upTo(bytes.length + 1, random)).sort((a, b) => a - b);
  return [0, ...edges].map((from, index) => bytes.subarray(from, edges[index] ?? bytes.length));
}
