import { Argument } from "commander";
import { exitCode } from "../../model/failure.ts";
import type { Declare } from "../command.ts";
import { completeCommand } from "../command.ts";

/** Each script asks the program itself, so that commands, options, phases and ids are those of the moment. */
const scripts = {
	bash: `# bash completion of boulder-migrate: eval "$(boulder-migrate completion bash)"
_boulder_migrate() {
	local value description program=\${COMP_WORDS[0]/#\\~/$HOME}
	COMPREPLY=()
	while IFS=$'\\t' read -r value description; do
		COMPREPLY+=("$value")
	done < <("$program" ${completeCommand} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -o nosort -F _boulder_migrate boulder-migrate 2>/dev/null ||
	complete -o default -F _boulder_migrate boulder-migrate
`,
	zsh: `#compdef boulder-migrate
# zsh completion of boulder-migrate: eval "$(boulder-migrate completion zsh)"
_boulder_migrate() {
	local value description
	local -a values shown
	while IFS=$'\\t' read -r value description; do
		values+=("$value")
		shown+=("$value\${description:+  $description}")
	done < <("\${(Q)words[1]/#\\~/$HOME}" ${completeCommand} "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
	if (( \${#values} )); then
		# Candidates found by words of a text do not begin with what was typed. Several of them have no common beginning to
		# insert, so they are only listed, and what was typed stays; a single one takes its place.
		if (( \${#\${(M)values:#\${PREFIX}*}} == \${#values} )); then
			compadd -l -V boulder-migrate -d shown -- "\${values[@]}"
		else
			compadd -U -l -V boulder-migrate -d shown -- "\${values[@]}"
			(( \${#values} > 1 )) && compstate[insert]='' compstate[list]='list force'
		fi
	else
		_files
	fi
}
if [[ "\${funcstack[1]}" == _boulder_migrate ]]; then _boulder_migrate "$@"; else compdef _boulder_migrate boulder-migrate; fi
`,
	fish: `# fish completion of boulder-migrate: boulder-migrate completion fish | source
function __boulder_migrate_complete
	set -l words (commandline -opc)
	set -l current (commandline -ct)
	set -q current[1]; or set current ''
	set -l found ($words[1] ${completeCommand} $words[2..-1] $current 2>/dev/null)
	if set -q found[1]
		printf '%s\\n' $found
	else
		__fish_complete_path $current
	end
end
complete -c boulder-migrate -f -k -a '(__boulder_migrate_complete)'
`,
} as const;

export const declareCompletion: Declare = (command, ports, done) => {
	command
		.addArgument(new Argument("<shell>", "the shell").choices(Object.keys(scripts)))
		.action((shell: keyof typeof scripts) => {
			ports.output.stdout.write(scripts[shell]);
			done(exitCode.done);
		});
};
