import type { ApiClient } from "./api-client.ts";
import type { GrpcHealthAnswer, GrpcHealthRequest } from "./cluster.ts";
export async function askGrpcHealth(_client: ApiClient, _request: GrpcHealthRequest): Promise<GrpcHealthAnswer> {
	throw new Error("later");
}
