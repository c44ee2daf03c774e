/** Whether a change belongs to the sample of one in N: spread evenly over the sources, and the same in each run. */
export function isSampled(id, n) {
	return Number(id) % n === 0;
}
