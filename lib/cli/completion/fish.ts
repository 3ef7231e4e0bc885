import { COMMANDS } from "../commands";
import { commandWords, MODEL_IDS, type Offer, wordsOf } from "./words";

/** The completion of fish. */
export function fish(): string {
  const { first, second } = commandWords();
  const lines = [
    '# fish completion of proofsheet, made by "proofsheet completion fish"',
    "complete -c proofsheet -f",
    `complete -c proofsheet -n __fish_use_subcommand -a ${quoted(first.join(" "))}`,
    `complete -c proofsheet -n '__fish_seen_subcommand_from help' -a ${quoted(first.join(" "))}`,
    ...[...second].map(
      ([name, verbs]) =>
        `complete -c proofsheet -n '__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${verbs.join(" ")}' -a ${quoted(verbs.join(" "))}`,
    ),
  ];
  for (const spec of COMMANDS) {
    const when = spec.name
      .split(" ")
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join("; and ");
    const begin = `complete -c proofsheet -n ${quoted(when)}`;
    if (spec.completes) lines.push(`${begin} ${offer(spec.completes)}`);
    for (const { flags, says, value } of wordsOf(spec)) {
      const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      lines.push([begin, ...names, ...(value ? [`-r ${offer(value.offer)}`] : []), `-d ${quoted(says)}`].join(" "));
    }
  }
  return lines.join("\n");
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;

function offer(kind: Offer): string {
  if (kind === "file") return "-F";
  if (kind === "folder") return "-a '(__fish_complete_directories)'";
  if (kind === "model") return `-a '(proofsheet ${MODEL_IDS} 2>/dev/null)'`;
  return kind ? `-a ${quoted(kind.join(" "))}` : "";
}
