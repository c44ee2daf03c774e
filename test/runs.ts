/** How many examples a property test looks at: few in the fast suite, more where THOROUGH is set, as in `.ci/run`. */
export function runs({ fast, thorough }: { readonly fast: number; readonly thorough: number }): number {
	return process.env.THOROUGH === undefined ? fast : thorough;
}
