/**
 * Which evidence a check-off has. `verified`: one that a probe confirmed carries what the probe saw; `none`: it does not; `required`: as
 * `verified`, and nothing is checked off without evidence.
 */
export const evidencePolicies = ["none", "verified", "required"] as const;
export type EvidencePolicy = (typeof evidencePolicies)[number];
