import type { Palette } from "../palette.ts";

export interface GateLayout {
	readonly paint: Palette;
}
