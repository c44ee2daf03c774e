import type { RealServers } from "../servers/start.ts";

/** What a test file gets of the control plane that all of a run share: plain data, as it goes from process to process. */
export type SharedAccess =
	| { readonly missing: string }
	| {
			readonly kubeconfig: string;
			readonly kubectl: string;
			/** Of the machine that runs it; null for a cluster of the user's. */
			readonly own: {
				/** Where service accounts' kubeconfigs go. */
				readonly folder: string;
				readonly server: string;
				readonly authority: string;
				readonly servers: RealServers | null;
				readonly binaries: string;
			} | null;
	  };

declare module "vitest" {
	export interface ProvidedContext {
		controlPlane: SharedAccess;
	}
}
