/**
 * Seconds of the processor that this process has used so far, user and system. Tests limit these and not the time that passes, which
 * grows on a busy machine.
 */
export function processorSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}
