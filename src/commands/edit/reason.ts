import { Failure } from "../../model/failure.ts";

/** A reason, given as an argument or as an option. Throws a usage Failure if there is none, or two. */
export function reasonFrom(words: readonly string[], option: string | undefined, example: string): string {
	const argument = words.join(" ");
	if (argument !== "" && option !== undefined)
		throw new Failure("usage", "the reason is given twice", "use the argument or --reason");
	const reason = option ?? argument;
	if (reason.trim() === "") throw new Failure("usage", "a reason is required", `for example: boulder-migrate ${example}`);
	return reason;
}
