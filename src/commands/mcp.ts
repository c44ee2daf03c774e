import type { Declare } from "./command.ts";
export const declareMcp: Declare = () => {};
