import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { check, troubles } from "./checker";
import { type Ground, prepareGround } from "./ground";
import { picture } from "./picture";
import { type Conditions, type Outcome, prove } from "./proof";
import { MODELS } from "./upstream";
import { bundle, type Report, Worker } from "./worker";

/** Answers at once, and bytes of each. */
const CROWD = 16;
const ANSWER_BYTES = 30_000_000;
/** Megabytes of V8's heap; and of the whole process, everything counted, at most. */
const HEAP_MB = 512;
const RSS_MAX_MB = 700;
/** Milliseconds until all must have ended. */
const PATIENCE_MS = 180_000;

/** Pictures of noise, which nothing compresses; with the largest that can come: 100 MB of base64, and more pixels than are decoded. */
async function pictures(short: boolean): Promise<(no: number) => Buffer> {
  const noise = await noiseOf((ANSWER_BYTES * 3) / 4);
  const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: "gray" } })
    .png()
    .toBuffer();
  const vast = picture(0);
  vast.writeUInt32BE(20_000, 16);
  vast.writeUInt32BE(20_000, 20);
  const special = short ? [bomb, vast] : [await noiseOf(75_000_000), bomb, vast];
  // Bytes behind its end do not change a picture, but tell it from the others.
  return (no) => Buffer.concat([special[no - 1] ?? noise, Buffer.from(`no ${no}`)]);
}

async function noiseOf(bytes: number): Promise<Buffer> {
  const edge = Math.round(Math.sqrt(bytes / 3));
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: edge, height: edge, channels: 3, background: "black", noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

type Judge = (ground: Ground, accepted: string[]) => Outcome;

/** Lets a worker take all the answers at once; says what became of them, and how much memory it took at most. */
async function crowd({ seed, short }: Conditions, entry: string, judge: Judge): Promise<Outcome> {
  const pictureOf = await pictures(short);
  const ground = await prepareGround({ seed, mix: { ok: 1 }, latencyMs: 0, pictureOf, together: CROWD });
  const generations = Array.from({ length: CROWD }, (_, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    model: at % 2 ? MODELS.plain : MODELS.streaming,
    settings: { n: 1 },
  }));
  const accepted: string[] = [];
  const broken: string[] = [];
  const hear = (report: Report) => {
    if (report.kind === "accepted") accepted.push(...generations.map(({ id }) => id));
    if (report.kind === "broken" || report.kind === "refused") broken.push(report.reason);
  };
  const environment = { ...ground.environment, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` };
  const worker = new Worker(await bundle(entry), environment, hear);
  try {
    await worker.ready;
    worker.tell({ kind: "start" });
    const setId = "00000000-0000-4000-9000-000000000000";
    worker.tell({ kind: "create", ctx: ground.ctx, input: { setId, prompt: "noise", references: [], generations } });
    const until = Date.now() + PATIENCE_MS;
    let peak = 0;
    while (worker.alive && Date.now() < until) {
      peak = Math.max(peak, peakOf(worker.pid));
      if (ground.upstream.ledger.length === CROWD && judge(ground, accepted).troubles.length === 0) break;
      await wait(1000);
    }
    const died = !worker.alive;
    worker.signal("SIGKILL");
    await worker.gone;
    const { counts, troubles } = judge(ground, accepted);
    return {
      counts: { "answers at once": CROWD, "heap, MB": HEAP_MB, "most memory, MB": peak, ...counts },
      troubles: [
        ...(died ? ["the process died"] : []),
        ...(peak > RSS_MAX_MB ? [`memory: ${peak} MB`] : []),
        ...troubles,
        ...broken.slice(0, 3),
      ],
    };
  } finally {
    worker.signal("SIGKILL");
    await ground.close();
  }
}

/** By the checker. */
function inLibrary({ dataDir, upstream }: Ground, accepted: string[]): Outcome {
  const findings = check(dataDir, upstream.ledger, accepted);
  const missing = CROWD - findings.succeeded;
  return {
    counts: { ...findings },
    troubles: [...troubles(findings), ...(missing > 0 ? [`not in the library: ${missing}`] : [])],
  };
}

/** The naive worker knows no database: its pictures are files. */
function asFiles({ dataDir, upstream }: Ground): Outcome {
  const charges = upstream.ledger.filter(({ charged }) => charged).length;
  const files = readdirSync(join(dataDir, "naive")).length;
  return { counts: { charges, pictures: files }, troubles: files < CROWD ? [`lost: ${charges - files}`] : [] };
}

/** As the kernel counted it. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round((Number(status.match(/^VmHWM:\s+(\d+)/m)?.[1] ?? 0) * 1024) / 1e6);
  } catch {
    return 0;
  }
}

await prove({
  name: "memory",
  promise: `${CROWD} answers of 30 MB at once, with a heap of ${HEAP_MB} MB: nothing runs out of memory, nothing is lost.`,
  run: (conditions) => crowd(conditions, "press-worker", inLibrary),
  control: {
    without: "each answer is read whole and parsed",
    run: (conditions) => crowd(conditions, "naive-worker", asFiles),
  },
});
