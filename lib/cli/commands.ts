import { GENERATE } from "./generate/options";
import { flag, type Option, type Options, one, type Texts, type Values } from "./options";
import { date, oneOf, path, text, wholeNumber } from "./readers";
import type { Terminal } from "./terminal";

/** What a command was called with. */
export interface Input<T extends Options> {
  values: Values<T>;
  /** The arguments that are no options. */
  rest: string[];
  texts: Texts;
}

/** Returns the exit code. */
export type Command<T extends Options> = (input: Input<T>, terminal: Terminal) => Promise<number>;

export interface CommandSpec {
  /** One word or two, such as `gallery list`. */
  name: string;
  /** The arguments that are no options, as the help shows them. */
  takes: string;
  /** How many of them there may be. */
  most: number;
  says: string;
  /** What a shell offers as such an argument. */
  completes?: Option["completes"];
  /** What the help says below the options. */
  notes?: string;
  options: Options;
  run(input: Input<Options>, terminal: Terminal): Promise<number>;
}

// Imported when called for: a command, and above all the help, starts as fast as what it needs itself.
const command = <T extends Options>(
  spec: Omit<CommandSpec, "run" | "options"> & { options: T; load: () => Promise<Command<T>> },
): CommandSpec => ({ ...spec, run: async (input, terminal) => (await spec.load())(input as Input<T>, terminal) });

const json = flag("print the outcome as JSON");
const as = one("EMAIL", "for this account instead of the owner", text);
const which = {
  search: one("TEXT", "only pictures with these words in their prompt", text),
  favorites: flag("only favorites"),
  trash: flag("the trash instead of the library"),
};

export const MODELS = {
  search: one("TEXT", "only models whose name or id has these words", text),
  refresh: flag("ask the server first"),
  json,
  as,
};
export const MODEL = { as };
export const LIST = {
  limit: one("N", "how many at most; 20 unless told", wholeNumber(1, 100_000)),
  ...which,
  json,
  as,
};
export const SHOW = { json, as };
export const EXPORT = {
  output: one("FOLDER", 'where they go; "export" unless told', path, { short: "o", completes: "folder" }),
  ...which,
  since: one("DATE", "only pictures made then or later", date),
  format: one("NAME", "original (as told by default), png, jpeg or webp", oneOf("original", "png", "jpeg", "webp"), {
    completes: ["original", "png", "jpeg", "webp"],
  }),
  names: one("TEMPLATE", "{prompt}-{id} unless told; {date} and {model} too, and / for folders", text),
  json,
  as,
};
export const ACCOUNT = { json, as };
export const BUDGET = {
  period: one("PERIOD", "day or month (as told by default), in UTC", oneOf("day", "month"), {
    completes: ["day", "month"],
  }),
  person: one("EMAIL", "for what this account spends instead of the whole studio", text),
  key: flag("for what the studio's key pays, or with --person that account's own key"),
};
export const BUDGETS = { json, as };
export const DOCTOR = { json };
export const BACKUP = { json };
export const RESTORE = { replace: flag("where there is a library already: its database is set aside"), json };
export const VERIFY = {
  repair: flag("mend what can be mended; nothing is ever deleted"),
  deep: flag("read every picture and compare its hash"),
  json,
};
export const SANDBOX = {
  port: one("N", "a free one unless told", wholeNumber(0, 65_535)),
  host: one("ADDRESS", "127.0.0.1 unless told", text),
  latency: one("KIND", "realistic (as told by default) or none", oneOf("realistic", "none"), {
    completes: ["realistic", "none"],
  }),
  key: one("KEY", "the only key it accepts; without it any that begins with sk-or-", text),
  faults: flag("list the failures that a prompt can ask for, and end"),
};
export const USER = {
  email: one("ADDRESS", "the account's e-mail", text),
  "password-stdin": flag("read the password from standard input"),
};
const NONE: Record<string, Option> = {};

export const COMMANDS: CommandSpec[] = [
  command({
    name: "generate",
    takes: "PROMPT [OUTPUT] [MODEL]",
    most: 3,
    says: "make pictures, in the same library as the studio's",
    notes: `An existing file is replaced, and a picture delivered in another format than its name says is converted.
Without an output pictures stay in the library. Ctrl+C cancels; a second one leaves at once.

Of --stdin, lines that are empty or begin with # are skipped, and a line that begins with { is JSON:
  {"prompt": "a lighthouse", "model": ["a/b", "c/d"], "aspect-ratio": "16:9", "output": "a.png", "id": "UUID"}
Every option above "--stdin" can stand there by its long name; those of the command itself are for all lines.
The id makes a line safe to repeat: a second run with it brings what there is and pays nothing. Results come in
the order in which they are ready; with --json one object a line, which names the line it is for.`,
    options: GENERATE,
    load: async () => (await import("./commands/generate")).generate,
  }),
  command({
    name: "models",
    takes: "[ID]",
    most: 1,
    completes: "model",
    says: "the image models with what they take and cost; with an ID all that is known of it",
    options: MODELS,
    load: async () => (await import("./commands/models")).models,
  }),
  command({
    name: "models add",
    takes: "ID",
    most: 1,
    says: "add a model that is in no list of OpenRouter's",
    options: MODEL,
    load: async () => (await import("./commands/models")).add,
  }),
  command({
    name: "models remove",
    takes: "ID",
    most: 1,
    completes: "model",
    says: "remove a model that was added",
    options: MODEL,
    load: async () => (await import("./commands/models")).remove,
  }),
  command({
    name: "gallery list",
    takes: "",
    most: 0,
    says: "the pictures, newest first",
    options: LIST,
    load: async () => (await import("./commands/gallery")).list,
  }),
  command({
    name: "gallery show",
    takes: "ID",
    most: 1,
    says: "one picture with its recipe, cost and file",
    options: SHOW,
    load: async () => (await import("./commands/gallery")).show,
  }),
  command({
    name: "gallery export",
    takes: "",
    most: 0,
    says: "copy pictures into a folder, with their recipes in proofsheet.json",
    notes: "A file that is there already is left alone: an export that was cut short goes on where it stopped.",
    options: EXPORT,
    load: async () => (await import("./commands/export")).exportGallery,
  }),
  command({
    name: "usage",
    takes: "",
    most: 0,
    says: "what was spent: on what came, on what did not, and what nobody knows of",
    options: ACCOUNT,
    load: async () => (await import("./commands/usage")).usage,
  }),
  command({
    name: "key status",
    takes: "",
    most: 0,
    says: "whose key pays, and what is left of it",
    options: ACCOUNT,
    load: async () => (await import("./commands/key")).status,
  }),
  command({
    name: "budget list",
    takes: "",
    most: 0,
    says: "the budgets, with what is spent, held and left",
    options: BUDGETS,
    load: async () => (await import("./commands/budget")).list,
  }),
  command({
    name: "budget set",
    takes: "AMOUNT",
    most: 1,
    says: "set what may be spent, in US dollars; nothing that may pass it is sent",
    options: BUDGET,
    load: async () => (await import("./commands/budget")).set,
  }),
  command({
    name: "budget clear",
    takes: "",
    most: 0,
    says: "set no such limit any more",
    options: BUDGET,
    load: async () => (await import("./commands/budget")).clear,
  }),
  command({
    name: "doctor",
    takes: "",
    most: 0,
    says: "what is wrong with the set-up, and what to do; changes nothing",
    options: DOCTOR,
    load: async () => (await import("./commands/doctor")).doctor,
  }),
  command({
    name: "backup",
    takes: "FOLDER",
    most: 1,
    completes: "folder",
    says: "copy the library, also while it is in use; into the same folder again: what is new",
    notes: `On the library's own disk pictures are hard links, which guard against mistakes and not against the disk: name a
folder on another one. No key of the environment and no secret is in it: after a restore elsewhere people sign in
anew and enter keys of their own again, unless AUTH_SECRET or the file secrets/auth comes along.`,
    options: BACKUP,
    load: async () => (await import("./commands/backup")).backup,
  }),
  command({
    name: "restore",
    takes: "BACKUP",
    most: 1,
    completes: "folder",
    says: "put a backup in the library's place; what was made since is found again by its records",
    notes: `Stop the server first. What is replaced is set aside, never deleted. Favorites, trash and accounts are as in the backup.
What was waiting to be sent in the backup is not sent.`,
    options: RESTORE,
    load: async () => (await import("./commands/backup")).restore,
  }),
  command({
    name: "verify",
    takes: "",
    most: 0,
    says: "compare database, pictures, records and spool, also while the library is in use",
    notes: "Exit code 0: all is well, or mended. 1: something remains.",
    options: VERIFY,
    load: async () => (await import("./commands/backup")).verify,
  }),
  command({
    name: "sandbox",
    takes: "",
    most: 0,
    says: "serve a stand-in for OpenRouter, free of charge",
    options: SANDBOX,
    load: async () => (await import("./commands/sandbox")).sandbox,
  }),
  command({
    name: "user add",
    takes: "",
    most: 0,
    says: "make an account; the first one is the owner's",
    options: USER,
    load: async () => (await import("./commands/user")).addAccount,
  }),
  command({
    name: "completion",
    takes: "bash|zsh|fish",
    most: 1,
    completes: ["bash", "zsh", "fish"],
    says: "a script that completes commands, options and models in this shell",
    notes: `bash:  proofsheet completion bash > ~/.local/share/bash-completion/completions/proofsheet
zsh:   proofsheet completion zsh > "\${fpath[1]}/_proofsheet"
fish:  proofsheet completion fish > ~/.config/fish/completions/proofsheet.fish`,
    options: NONE,
    load: async () => (await import("./commands/completion")).completion,
  }),
];

/** For `scripts/start.mjs` alone. */
export const PREPARE = command({
  name: "prepare",
  takes: "",
  most: 0,
  says: "",
  options: NONE,
  load: async () => (await import("./commands/prepare")).prepare,
});
