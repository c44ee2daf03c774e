/** The clusters of a run as one key: by uid where it is known, else by the name of the context. */
export function clusterKey(clusters: readonly { readonly context: string; readonly uid: string | null }[]): string {
	return clusters
		.map(({ context, uid }) => uid ?? `context ${context}`)
		.sort()
		.join(" + ");
}
