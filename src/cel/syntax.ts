/** An expression as the parser read it: plain data, so that it can be written as JSON and read again. */
export type Syntax = Place &
	(
		| { readonly op: "value"; readonly args: Literal }
		| { readonly op: "id"; readonly args: string }
		| { readonly op: "." | ".?"; readonly args: readonly [Syntax, string] }
		| { readonly op: BinaryOperator; readonly args: readonly [Syntax, Syntax] }
		| { readonly op: "!_" | "-_"; readonly args: Syntax }
		| { readonly op: "list"; readonly args: readonly Syntax[] }
		| { readonly op: "map"; readonly args: readonly (readonly [Syntax, Syntax])[] }
		| { readonly op: "?:"; readonly args: readonly [Syntax, Syntax, Syntax] }
		| { readonly op: "call"; readonly args: readonly [string, readonly Syntax[]] }
		| { readonly op: "rcall"; readonly args: readonly [string, Syntax, readonly Syntax[]] }
	);

/** Offsets into the source: of the operator, and of the start and the end of the whole expression. */
interface Place {
	readonly pos: number;
	readonly start: number;
	readonly end: number;
}

type BinaryOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%" | "[]" | "[?]" | "&&" | "||";

/** JSON has a form for these; a number is a double, and finite. Of bytes the base64. */
export type Literal =
	| null
	| boolean
	| number
	| string
	| { readonly int: string }
	| { readonly uint: string }
	| { readonly bytes: string };
