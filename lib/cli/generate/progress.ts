import { styleText } from "node:util";
import { createLogUpdate } from "log-update";
import type { GenerationDto } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";
import { duration } from "@/lib/time";
import type { Terminal } from "../terminal";
import { statusLine } from "./print";

/** How a command says what becomes of its work, and prints results meanwhile. */
export interface Progress extends Pick<Terminal, "out" | "say"> {
  /** This many generations more are under way. */
  expect(count: number): void;
  onChange(generation: GenerationDto): void;
  /** Says what is good to know and no complaint. */
  note(line: string): void;
  close(): void;
}

/** On a terminal a clock for each generation and a bar for all; elsewhere a line for each change; with `quiet` nothing. */
export function showProgress({ out, say, screen }: Terminal, quiet: boolean): Progress {
  const plain = { out, say, expect() {}, close() {} };
  if (quiet) return { ...plain, onChange() {}, note() {} };
  if (!screen) return { ...plain, onChange: (generation) => say(statusLine(generation)), note: say };
  return new Live(out, screen);
}

const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const FRAME_MS = 100;
const BAR = 24;

class Live implements Progress {
  private readonly active = new Map<string, GenerationDto>();
  private readonly draw: ReturnType<typeof createLogUpdate>;
  private readonly timer = setInterval(() => this.render(), FRAME_MS);
  private expected = 0;
  private done = 0;
  private frame = 0;

  constructor(
    private readonly print: Terminal["out"],
    private readonly screen: NodeJS.WriteStream,
  ) {
    this.draw = createLogUpdate(screen, { showCursor: true });
  }

  readonly out = (line: string): void => {
    // Standard output is mostly the same terminal: what is drawn there makes way.
    this.draw.clear();
    this.print(line);
  };

  readonly say = (line: string): void => this.draw.persist(line);
  readonly note = this.say;

  expect(count: number): void {
    this.expected += count;
  }

  readonly onChange = (generation: GenerationDto): void => {
    if (isActive(generation.status)) {
      this.active.set(generation.id, generation);
      return;
    }
    this.active.delete(generation.id);
    this.done += 1;
    const ok = generation.status === "succeeded";
    this.say(`${this.color(ok ? "green" : "red", ok ? "✓" : "✗")} ${statusLine(generation)}`);
  };

  close(): void {
    clearInterval(this.timer);
    this.draw.clear();
  }

  private render(): void {
    this.frame += 1;
    // What does not fit on the screen could not be taken back.
    const room = Math.max(1, (this.screen.rows ?? 24) - 3);
    const rows = [...this.active.values()].slice(0, room).map((generation) => this.row(generation));
    this.draw([...rows, ...(this.expected > 1 ? [this.bar()] : [])].join("\n"));
  }

  private row({ model, status, startedAt, previews }: GenerationDto): string {
    const clock = startedAt ? duration(Date.now() - Date.parse(startedAt)) : "";
    const partial = previews > 0 ? `, ${previews} partial` : "";
    return `${FRAMES[this.frame % FRAMES.length]} ${model} ${this.color("gray", `${status}${partial} ${clock}`)}`;
  }

  private bar(): string {
    const full = Math.round((BAR * this.done) / this.expected);
    const line = this.color("green", "━".repeat(full)) + this.color("gray", "─".repeat(BAR - full));
    return `${line} ${this.done} of ${this.expected}`;
  }

  private color(name: "green" | "red" | "gray", text: string): string {
    return this.screen.hasColors() ? styleText(name, text) : text;
  }
}
