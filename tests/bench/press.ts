// `npm run bench:press`: what it costs that no paid picture is lost, beside a script that does without.
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { ROOT } from "../../scripts/setup.mjs";

const MB = 1_000_000;
const SIZES = [1, 8, 25];
const ROUNDS = 9;
/** Pictures at once, and the size of each in MB. */
const CROWD = 32;
const CROWD_MB = 20;
/** Megabytes above idle, and milliseconds at the 99th percentile, that the crowd may cost at most. */
const MEMORY_MAX = 300;
const DELAY_MAX = 50;

type Role = "ours" | "plain";

async function main(): Promise<void> {
  const upstream = await start("upstream");
  try {
    const { url } = upstream.told;
    const times: Record<string, unknown>[] = [];
    for (const size of SIZES) {
      const plain = await timesOf(upstream, await start("plain", url), size);
      const ours = await timesOf(upstream, await start("ours", url), size);
      times.push({
        "picture, MB": size,
        "plain, ms": spread(plain.behind),
        "ours, ms": spread(ours.behind),
        ratio: ratio(ours.behind, plain.behind),
        "whole plain, ms": spread(plain.whole),
        "whole ours, ms": spread(ours.whole),
        "whole ratio": ratio(ours.whole, plain.whole),
      });
    }
    console.log(
      `From the upstream's last byte (whole: from its first) to the gallery, median of ${ROUNDS} and spread:`,
    );
    console.table(times);
    const plain = await crowdOf(upstream, await start("plain", url));
    const ours = await crowdOf(upstream, await start("ours", url));
    console.log(`${CROWD} pictures of ${CROWD_MB} MB at once:`);
    console.table({ plain, ours });
    const held = ours["MB above idle"] < MEMORY_MAX && ours["loop p99, ms"] < DELAY_MAX;
    console.log(`At most ${MEMORY_MAX} MB above idle and ${DELAY_MAX} ms of delay: ${held ? "held" : "NOT HELD"}.`);
    process.exitCode = held ? 0 : 1;
  } finally {
    upstream.stop();
  }
}

/** Milliseconds to the gallery from the first and from the last byte, picture by picture. */
async function timesOf(upstream: Process, taker: Process, size: number) {
  await upstream.ask({ file: await picture(size), together: 1 });
  const behind: number[] = [];
  const whole: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const sent = upstream.next("lastByte");
    const begun = upstream.next("firstByte");
    const landed = taker.next("landed");
    taker.tell({ count: 1 });
    const [first, last, end] = await Promise.all([begun, sent, landed]);
    // The first ones load and compile.
    if (round < 0) continue;
    behind.push(end - last);
    whole.push(end - first);
  }
  taker.stop();
  return { behind, whole };
}

async function crowdOf(upstream: Process, taker: Process) {
  await upstream.ask({ file: await picture(CROWD_MB), together: CROWD });
  await setTimeout(2000);
  const idle = memoryOf(taker.pid).now;
  const begun = upstream.next("firstByte");
  const landed = taker.next("landed", CROWD);
  taker.tell({ count: CROWD });
  const first = await begun;
  const end = await landed;
  const { peak } = memoryOf(taker.pid);
  const delay = await taker.ask({});
  taker.stop();
  return {
    "idle, MB": Math.round(idle / MB),
    "peak, MB": Math.round(peak / MB),
    "MB above idle": Math.round((peak - idle) / MB),
    "loop p99, ms": round(delay.p99),
    "loop worst, ms": round(delay.max),
    "all in the gallery, s": round((end - first) / 1000),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what the three say is theirs
type Told = any;

interface Process {
  pid: number;
  told: Told;
  tell(message: object): void;
  /** Tells, and waits for the next word. */
  ask(message: object): Promise<Told>;
  /** The figure of that name when it is told for the n-th time from now. */
  next(name: string, times?: number): Promise<number>;
  stop(): void;
}

async function start(role: Role | "upstream", ...args: string[]): Promise<Process> {
  const tsx = pathToFileURL(join(ROOT, "node_modules/tsx/dist/loader.mjs")).href;
  const child: ChildProcess = fork(join(ROOT, `tests/bench/press/${role}.ts`), args, {
    cwd: ROOT,
    execArgv: ["--conditions=react-server", "--import", tsx],
    env: { ...process.env, PROOFSHEET_CALLS: String(CROWD) },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (text) => {
    said = (said + text).slice(-4000);
  });
  const gone = new Promise<never>((_resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${role} ended with ${code}: ${said}`)));
  });
  gone.catch(() => {});
  const hear = (wanted: (told: Told) => boolean, times = 1) =>
    Promise.race([
      gone,
      new Promise<Told>((resolve) => {
        let left = times;
        const listen = (told: Told) => {
          if (!wanted(told) || --left > 0) return;
          child.off("message", listen);
          resolve(told);
        };
        child.on("message", listen);
      }),
    ]);
  const told = await hear(() => true);
  return {
    pid: child.pid ?? 0,
    told,
    tell: (message) => void child.send(message),
    ask(message) {
      const answer = hear(() => true);
      child.send(message);
      return answer;
    },
    next: async (name, times) => (await hear((words) => name in words, times))[name],
    stop: () => void child.kill("SIGKILL"),
  };
}

/** Bytes in memory: now, and the most since the process began. */
function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const bytes = (name: string) => 1024 * Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1]);
  return { now: bytes("VmRSS"), peak: bytes("VmHWM") };
}

/** A PNG of noise, which nothing compresses, of that many megabytes; made once. */
async function picture(megabytes: number): Promise<string> {
  const path = join(tmpdir(), `proofsheet-noise-${megabytes}.png`);
  if (existsSync(path)) return path;
  const edge = Math.round(Math.sqrt((megabytes * MB) / 3));
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const bytes = await sharp({ create: { width: edge, height: edge, channels: 3, background: "black", noise } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  writeFileSync(`${path}.next`, bytes);
  renameSync(`${path}.next`, path);
  return path;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const round = (value: number): number => Math.round(value * 10) / 10;

const spread = (values: number[]): string =>
  `${Math.round(median(values))} (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;

const ratio = (ours: number[], plain: number[]): number => round(median(ours) / median(plain));

await main();
