import { COMMANDS } from "../commands";
import { commandWords, MODEL_IDS, type Offer, wordsOf } from "./words";

/** The completion of zsh. */
export function zsh(): string {
  const { first, second } = commandWords();
  const pairs = COMMANDS.flatMap(({ name }) => (name.includes(" ") ? [quoted(name)] : []));
  const values = COMMANDS.flatMap((spec) =>
    wordsOf(spec).flatMap(({ flags, value }) =>
      value
        ? [`    ${flags.map((flag) => quoted(`${spec.name} ${flag}`)).join("|")}) ${offer(value.offer)}; return ;;`]
        : [],
    ),
  );
  const rest = COMMANDS.map((spec) => {
    const described = wordsOf(spec).flatMap(({ flags, says }) => flags.map((flag) => quoted(`${flag}:${says}`)));
    const verbs = second.get(spec.name) ?? [];
    return `    ${quoted(spec.name)})
      options=(${described.join(" ")})
      if [[ $words[CURRENT] == -* ]]; then _describe option options
      else ${verbs.length > 0 ? `(( CURRENT == 3 )) && compadd -- ${verbs.join(" ")}; ` : ""}${offer(spec.completes)}; fi ;;`;
  });
  const families = [...second].flatMap(([name, verbs]) =>
    COMMANDS.some((spec) => spec.name === name) ? [] : [`    ${name}) compadd -- ${verbs.join(" ")} ;;`],
  );
  return `#compdef proofsheet
# zsh completion of proofsheet, made by "proofsheet completion zsh"
_proofsheet() {
  local command=$words[2]
  local -a options
  if (( CURRENT == 2 )); then compadd -- ${first.join(" ")}; return; fi
  if (( CURRENT > 3 )); then
    case "$command $words[3]" in ${pairs.join("|")}) command="$command $words[3]" ;; esac
  fi
  case "$command $words[CURRENT-1]" in
${values.join("\n")}
  esac
  case "$command" in
${[...rest, ...families, `    help) compadd -- ${first.filter((word) => word !== "help").join(" ")} ;;`].join("\n")}
  esac
}
if [[ $funcstack[1] == _proofsheet ]]; then _proofsheet "$@"; else compdef _proofsheet proofsheet; fi`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function offer(kind: Offer): string {
  if (kind === "file") return "_files";
  if (kind === "folder") return "_files -/";
  if (kind === "model") return `compadd -- \${(f)"$($words[1] ${MODEL_IDS} 2>/dev/null)"}`;
  return kind ? `compadd -- ${kind.join(" ")}` : ":";
}
