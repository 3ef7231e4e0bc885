import { COMMANDS } from "../commands";
import { commandWords, MODEL_IDS, type Offer, wordsOf } from "./words";

/** The completion of bash. */
export function bash(): string {
  const { first, second } = commandWords();
  const pairs = COMMANDS.flatMap(({ name }) => (name.includes(" ") ? [`"${name}"`] : []));
  const values = COMMANDS.flatMap((spec) =>
    wordsOf(spec).flatMap(({ flags, value }) =>
      value ? [`    ${flags.map((flag) => `"${spec.name} ${flag}"`).join("|")}) ${offer(value.offer)}; return ;;`] : [],
    ),
  );
  const rest = COMMANDS.map((spec) => {
    const flags = wordsOf(spec).flatMap((word) => word.flags);
    const verbs = second.get(spec.name) ?? [];
    return `    "${spec.name}")
      if [[ $cur == -* ]]; then offer "${[...flags, "--help"].join(" ")}"
      else ${verbs.length > 0 ? `[ "$COMP_CWORD" -eq 2 ] && offer "${verbs.join(" ")}"; ` : ""}${offer(spec.completes)}; fi ;;`;
  });
  const families = [...second].flatMap(([name, verbs]) =>
    COMMANDS.some((spec) => spec.name === name) ? [] : [`    "${name}") offer "${verbs.join(" ")}" ;;`],
  );
  return `# bash completion of proofsheet, made by "proofsheet completion bash"
_proofsheet() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} IFS=$' \\t\\n'
  offer() { COMPREPLY+=($(compgen -W "$1" -- "$cur")); }
  files() { compopt -o filenames; local IFS=$'\\n'; COMPREPLY+=($(compgen "$1" -- "$cur")); }
  models() { offer "$("\${COMP_WORDS[0]}" ${MODEL_IDS} 2>/dev/null)"; }
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then offer "${first.join(" ")}"; return; fi
  if [ "$COMP_CWORD" -gt 2 ]; then
    case "$command \${COMP_WORDS[2]}" in ${pairs.join("|")}) command="$command \${COMP_WORDS[2]}" ;; esac
  fi
  case "$command $prev" in
${values.join("\n")}
  esac
  case "$command" in
${[...rest, ...families, `    help) offer "${first.filter((word) => word !== "help").join(" ")}" ;;`].join("\n")}
  esac
}
complete -F _proofsheet proofsheet`;
}

function offer(kind: Offer): string {
  if (kind === "file") return "files -f";
  if (kind === "folder") return "files -d";
  if (kind === "model") return "models";
  return kind ? `offer "${kind.join(" ")}"` : ":";
}
