import { exitCode } from "../model/failure.ts";
import type { Declare } from "./command.ts";

export const declareInit: Declare = (command, _host, done) => {
	command.action(() => done(exitCode.done));
};
