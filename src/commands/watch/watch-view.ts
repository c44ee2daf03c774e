import type { DocumentOptions } from "../../app/options.ts";
import { FileProblem } from "../../app/ports/files.ts";
import type { Screen } from "../../app/ports/output.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { paletteOf } from "../../app/terminal.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import type { ViewAction } from "../../terminal/action.ts";
import { draw } from "../../terminal/draw.ts";
import { type InkView, openInk } from "../../terminal/ink-view.ts";
import type { Key } from "../../terminal/keys.ts";
import type { Page } from "../../terminal/page.ts";
import { type Effect, reduce } from "../../terminal/reducer.ts";
import { firstState, type ViewState, withPage } from "../../terminal/view-state.ts";
import { actFromView } from "./act-from-view.ts";
import { editorCommand } from "./editor.ts";

/** What a view shows, and when it is read again. */
export interface Watched {
	/** Reads once; `doing` reports progress. */
	read(doing: (text: string) => void): Promise<Page>;
	/** The document, to open in an editor; null for standard input. */
	readonly document: string | null;
	/** Files whose change asks for another reading. */
	readonly paths: readonly string[];
	/** Milliseconds after which it is read again; null: only when something has changed. */
	readonly every: number | null;
	readonly options: DocumentOptions & { readonly reviewer?: string };
}

/** Shows it on the whole terminal, with keys, until the user has seen enough. */
export async function watchView(ports: Ports, watched: Watched): Promise<ExitCode> {
	const paint = await paletteOf(ports, ports.output.stdout);
	const screen = await ports.output.screen();
	let copied: string | null = null;
	try {
		const view = await openView(ports, watched, screen, paint);
		try {
			return await Promise.race([view.ended, screen.lost.then(() => exitCode.interrupted)]);
		} finally {
			copied = view.copied();
			await view.close();
		}
	} finally {
		screen.leave();
		// Not every terminal takes a copy: the command is also where it can be selected.
		if (copied !== null) ports.output.stderr.write(`${copied}\n`);
	}
}

async function openView(
	ports: Ports,
	watched: Watched,
	screen: Screen,
	paint: Parameters<typeof draw>[1],
): Promise<{ readonly ended: Promise<ExitCode>; close(): Promise<void>; copied(): string | null }> {
	const { output } = screen;
	let end: (code: ExitCode) => void = () => {};
	let fail: (problem: unknown) => void = () => {};
	const ended = new Promise<ExitCode>((resolve, reject) => {
		end = resolve;
		fail = reject;
	});
	ended.catch(() => {});
	void ports.invocation.interrupted.then(() => end(exitCode.interrupted));

	let copied: string | null = null;
	let state = firstState(output.columns, output.rows);
	const lines = (): readonly string[] => {
		const drawn = draw(state, paint);
		state = { ...state, top: drawn.top };
		return drawn.lines;
	};
	const open = (): InkView => openInk(screen, lines(), pressed);
	const update = (next: ViewState): void => {
		state = next;
		if (!isStopped) ink.show(lines());
	};

	// One reading at a time; what is asked for meanwhile is read after it.
	let isReading = false;
	let isAsked = false;
	// Automatic refreshes show no progress, which would flicker.
	let isByHand = false;
	let timer: NodeJS.Timeout | undefined;
	const refresh = (): void => {
		isAsked = true;
		if (!isReading) void readAll().catch(fail);
	};
	const readAll = async (): Promise<void> => {
		isReading = true;
		clearTimeout(timer);
		while (isAsked) {
			isAsked = false;
			await readOnce();
		}
		isReading = false;
		isByHand = false;
		if (watched.every !== null && !isClosed) timer = setTimeout(refresh, watched.every);
	};
	const readOnce = async (): Promise<void> => {
		const doing = (text: string): void => {
			if ((state.page === null || isByHand) && acting === null) update({ ...state, doing: text });
		};
		doing("reading");
		try {
			const page = await watched.read(doing);
			if (!isClosed) update(withPage(state, page));
		} catch (problem) {
			const isTransient =
				(problem instanceof Failure && problem.exitCode !== exitCode.usage && problem.exitCode !== exitCode.refused) ||
				problem instanceof FileProblem;
			if (isClosed) return;
			if (!isTransient) throw problem;
			update({ ...state, problem: problem.message });
		} finally {
			if (!isClosed && acting === null) update({ ...state, doing: null });
		}
	};

	let acting: Promise<void> | null = null;
	const act = async (action: ViewAction): Promise<void> => {
		const notice = await actFromView(ports, watched.options, action);
		acting = null;
		update({ ...state, doing: null, isActing: false, notice });
		refresh();
	};
	const runEffect = (effect: Effect): void => {
		switch (effect.kind) {
			case "quit":
				end(exitCode.done);
				break;
			case "interrupt":
				end(exitCode.interrupted);
				break;
			case "refresh":
				isByHand = true;
				refresh();
				break;
			case "act":
				acting = act(effect.action);
				acting.catch(fail);
				break;
			case "copy":
				copied = effect.text;
				screen.copy(effect.text);
				break;
			case "edit":
				edit(effect.line);
				break;
			case "suspend":
				isStopped = true;
				ink.close();
				screen.suspend();
				break;
		}
	};
	const edit = (line: number): void => {
		if (watched.document === null) {
			update({ ...state, notice: { text: "Standard input cannot be edited", isBad: true } });
			return;
		}
		isStopped = true;
		ink.close();
		const code = screen.run(editorCommand(ports.invocation.env, watched.document, line));
		if (code !== 0)
			state = {
				...state,
				notice: { text: `The editor ended with ${code}; set VISUAL or EDITOR to choose another`, isBad: true },
			};
		again();
		refresh();
	};
	function pressed(key: Key): void {
		const { state: next, effect } = reduce(state, key);
		update(next);
		if (effect !== null) runEffect(effect);
	}

	// After a resize, and after having been stopped, nothing is known of what the terminal shows: all of it is written again.
	const again = (): void => {
		if (isClosed) return;
		ink.close();
		screen.clear();
		state = { ...state, columns: output.columns, rows: output.rows };
		isStopped = false;
		ink = open();
		void ink.broken.catch(fail);
	};
	let isStopped = false;
	let isClosed = false;
	let ink = open();
	void ink.broken.catch(fail);
	output.on("resize", again);
	screen.onReturn(again);
	const watchers = watched.paths.map((path) => ports.files.watch(path, refresh));
	refresh();
	return {
		ended,
		copied: () => copied,
		close: async () => {
			isClosed = true;
			isStopped = true;
			clearTimeout(timer);
			for (const watcher of watchers) watcher.stop();
			output.off("resize", again);
			ink.close();
			// A confirmed action is written or refused before the program ends.
			await acting?.catch(() => {});
		},
	};
}
